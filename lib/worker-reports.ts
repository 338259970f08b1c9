import { db } from './db'
import type { Words } from './words'

/** What a worker says of a machine beneath it. */
export interface MachineCheck extends Partial<Words> {
  status: 'ok' | 'down'
  latencyMs: number
  message?: string
}

export interface WorkerReportOf {
  docker: MachineCheck
  proxy: MachineCheck
}

/** A worker that has said nothing for this long counts as gone. */
const reportLifetimeMs = 15_000

/** What the workers that live said last; the web process asks them, having neither socket itself. */
export async function latestReports(): Promise<WorkerReportOf[]> {
  const rows = await db.workerReport.findMany({ where: { seenAt: { gt: new Date(Date.now() - reportLifetimeMs) } } })
  return rows.map(({ report }) => report as unknown as WorkerReportOf)
}
