import { environmentOf } from './environment'
import { formatParts } from './parts'
import type { Bench } from './prepare'

/** One changed file of 400, 20 branches, warm cache: from the click until the new release answers through the proxy. */
export async function measureClick(bench: Bench) {
  const { bare, shop, runs } = bench
  const dev = environmentOf(bench, 'dev')
  await dev.tune({ health: { watchMs: 1000 } })
  const product = []
  const straight = []
  for (let run = 0; run <= runs; run++) {
    const click = await dev.click(await shop.change())
    const script = await bare.goLive(await shop.change())
    // The first ones fill the caches.
    if (run > 0) {
      product.push(click)
      straight.push(script)
    }
  }
  return {
    figures: [
      {
        what: 'click to the new release answering',
        unit: 'ms' as const,
        samples: product.map(({ tookMs }) => tookMs),
        bare: straight.map(({ tookMs }) => tookMs),
        most: { ratio: 1.25, median: 1500 },
      },
    ],
    details: formatParts(
      product.map(({ parts }) => parts),
      straight.map(({ parts }) => parts),
    ),
  }
}
