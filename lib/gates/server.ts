import type { db, Tx } from '@/lib/db'
import { latestReports } from '@/lib/worker-reports'
import { type Gate, pass, warn } from './gate'

/** Where no worker, engine or proxy is to be had, a deployment is accepted and waits; the sentence says for what. */
export async function serverGate(client: Tx | typeof db): Promise<Gate> {
  const reports = await latestReports(client)
  if (reports.length === 0) {
    return warn('server', 'worker-missing', 'No worker is running, so deployments wait in the queue. Start one with npm start.')
  }
  const broken = reports.flatMap(({ docker, proxy }) => [docker, proxy]).find(({ status }) => status !== 'ok')
  if (broken)
    return warn('server', 'server-down', broken.message ?? 'The Docker Engine or the proxy does not answer.', {
      detail: broken.message ?? '',
    })
  return pass('server', 'server-ready', 'The Docker Engine and the proxy answer.')
}
