import type { DeploymentView } from '@/lib/deployments/view'
import { timed, untilAnswers } from './clock'
import type { Bench } from './prepare'

export type BenchEnvironment = ReturnType<typeof environmentOf>

/** An environment of the shop, as a person with a browser uses it. */
export function environmentOf({ installation, shop }: Bench, slug: string) {
  const { api, proxyPort } = installation
  const path = `/applications/shop/environments/${slug}`

  /** From the request until the proxy answers `mark`; then until everything about the deployment is over. */
  async function untilAnswered(action: 'deployments' | 'rollback', body: object, mark: string) {
    const sentAt = Date.now()
    const { tookMs, result: asked } = await timed(async () => {
      const answered = untilAnswers({ port: proxyPort, host: `${slug}.shop.localhost` }, mark)
      const [deployment] = await Promise.all([api.post(`${path}/${action}`, body), answered])
      return deployment
    })
    const deployment = await api.untilLive(asked.id)
    return { tookMs, deployment, parts: partsOf(deployment, sentAt, sentAt + tookMs) }
  }

  return {
    path,
    tune: (change: object) => api.patch(path, change),
    click: (mark: string) => untilAnswered('deployments', { branches: shop.branches }, mark),
    rollBack: (to: string, mark: string) => untilAnswered('rollback', { to }, mark),
  }
}

/** Milliseconds of each step, of the way to the first one, and of what lies between the steps. */
function partsOf({ steps }: DeploymentView, sentAt: number, answeredAt: number): Record<string, number> {
  const parts: Record<string, number> = {}
  let endedAt = sentAt
  let between = 0
  for (const step of steps.filter(({ name, finishedAt }) => name !== 'drain' && finishedAt)) {
    const from = Date.parse(step.startedAt ?? '')
    // The new release answers before the row of the switch says so.
    const to = Math.min(Date.parse(step.finishedAt ?? ''), answeredAt)
    if (endedAt === sentAt) parts['until the first step'] = from - endedAt
    else between += from - endedAt
    parts[step.name] = to - from
    endedAt = to
  }
  return { ...parts, 'between steps': between, answer: answeredAt - endedAt }
}
