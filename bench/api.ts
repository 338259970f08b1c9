import { setTimeout as wait } from 'node:timers/promises'
import type { DeploymentView } from '@/lib/deployments/view'

const lookEveryMs = 250
const overMs = 120_000
const underway = ['scheduled', 'queued', 'running', 'holding']

export type Api = ReturnType<typeof connectApi>

/** The REST API as a program uses it. Refusals are thrown with what the server said. */
export function connectApi(base: string, token: string) {
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    if (response.status === 429) {
      await wait(Number(response.headers.get('retry-after') ?? 1) * 1000)
      return call(method, path, body)
    }
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`)
    return (text ? JSON.parse(text) : undefined) as T
  }

  /** Waits until a deployment is over; one that went live, until its old containers are drained as well. */
  async function untilSettled(id: string): Promise<DeploymentView> {
    for (const end = performance.now() + overMs; ; await wait(lookEveryMs)) {
      const deployment = await call<DeploymentView>('GET', `/deployments/${id}`)
      const drain = deployment.steps.find(({ name }) => name === 'drain')
      if (deployment.liveAt ? drain?.finishedAt : !underway.includes(deployment.status)) return deployment
      if (performance.now() > end) throw new Error(`#${deployment.number} is ${deployment.status} after ${overMs / 1000} s`)
    }
  }

  async function untilLive(id: string): Promise<DeploymentView> {
    const deployment = await untilSettled(id)
    if (deployment.status === 'live') return deployment
    throw new Error(`#${deployment.number} is ${deployment.status}: ${deployment.error?.message ?? ''}`)
  }

  return {
    get: <T>(path: string) => call<T>('GET', path),
    post: <T = DeploymentView>(path: string, body: unknown = {}) => call<T>('POST', path, body),
    patch: <T>(path: string, body: unknown) => call<T>('PATCH', path, body),
    untilSettled,
    untilLive,
  }
}
