import { latestReports, type MachineCheck } from '@/lib/worker-reports'
import { type Gate, pass, warn } from './gate'

/** Where no worker, engine or proxy is to be had, a deployment is accepted and waits; the sentence says for what. */
export async function serverGate(): Promise<Gate> {
  const reports = await latestReports()
  if (reports.length === 0) {
    return warn('server', 'worker-missing', 'No worker is running, so deployments wait in the queue. Start one with npm start.')
  }
  const docker = reports.map((report) => report.docker).find(isDown)
  if (docker) return warn('server', 'docker-down', `It will wait until the Docker Engine can be used. ${docker.message ?? ''}`)
  const proxy = reports.map((report) => report.proxy).find(isDown)
  if (proxy) return warn('server', 'proxy-down', `It will wait until the proxy can be used. ${proxy.message ?? ''}`)
  return pass('server', 'server-ready', 'The Docker Engine and the proxy answer.')
}

const isDown = ({ status }: MachineCheck) => status !== 'ok'
