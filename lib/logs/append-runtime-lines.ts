import { db } from '@/lib/db'
import { announce } from '@/lib/events'

export interface NewRuntimeLine {
  deploymentId: string
  /** Which of the deployment's containers, from 0 on. */
  replica: number
  at: Date
  stream: string
  text: string
}

/**
 * Adds what containers of an environment printed. Lines of one environment are committed in the order of their ids, whoever
 * writes them, so that a reader who goes on from the last id he saw misses none.
 */
export async function appendRuntimeLines(environmentId: string, lines: NewRuntimeLine[]) {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`runtime-log:${environmentId}`}, 0))`
    await tx.runtimeLine.createMany({ data: lines.map((line) => ({ environmentId, ...line })) })
    await announce(tx, { type: 'runtime-log', environmentId })
  })
}
