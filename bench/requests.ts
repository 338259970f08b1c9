import type { DeploymentView } from '@/lib/deployments/view'
import { timed } from './clock'
import type { Bench } from './prepare'

/** How long `POST deployments` takes to answer while earlier ones are built. */
export async function measureRequests({ installation: { api }, shop, isQuick }: Bench) {
  const places = Array.from({ length: 8 }, (_, index) => `asked-${index + 1}`)
  for (const slug of places) await api.post('/applications/shop/environments', { slug, tier: 'development' })
  const samples: number[] = []
  const asked: DeploymentView[] = []
  for (let index = 0; index < (isQuick ? 40 : 200); index++) {
    const path = `/applications/shop/environments/${places[index % places.length]}/deployments`
    const { tookMs, result } = await timed(() => api.post(path, { branches: shop.branches }))
    samples.push(tookMs)
    asked.push(result)
  }
  // The last first: what is cancelled must not become the next.
  for (const { id } of asked.reverse()) await api.post(`/deployments/${id}/cancel`).catch(() => null)
  for (const { id } of asked) await api.untilSettled(id)
  for (const slug of places) await api.post(`/applications/shop/environments/${slug}/stop`)
  return { figures: [{ what: 'POST deployments', unit: 'ms' as const, samples, most: { p95: 60 } }] }
}
