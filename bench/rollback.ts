import type { Bare } from './bare'
import { type BenchEnvironment, environmentOf } from './environment'
import { formatParts } from './parts'
import type { Bench } from './prepare'

/** Back and forth between two releases: once still running beside each other, once from their images. */
export async function measureRollback(bench: Bench) {
  const warm = environmentOf(bench, 'dev')
  const cold = environmentOf(bench, 'test')
  await warm.tune({ health: { watchMs: 1000 } })
  await cold.tune({ health: { watchMs: 1000 }, strategy: { keepWarmMs: 0 } })
  const toWarm = await turnBack(bench, warm)
  const fromImage = await turnBack(bench, cold, bench.bare)
  return {
    figures: [
      { what: 'rollback to the warm release', unit: 'ms' as const, samples: toWarm.product.map(tookMs), most: { median: 200 } },
      {
        what: 'rollback from its image',
        unit: 'ms' as const,
        samples: fromImage.product.map(tookMs),
        bare: fromImage.straight.map(tookMs),
        most: { ratio: 1.25, median: 1500 },
      },
    ],
    details: [
      formatParts(toWarm.product.map(parts), []),
      formatParts(fromImage.product.map(parts), fromImage.straight.map(parts)),
    ].join('\n\n'),
  }
}

const tookMs = (run: { tookMs: number }) => run.tookMs
const parts = (run: { parts: Record<string, number> }) => run.parts

async function turnBack({ shop, runs }: Bench, environment: BenchEnvironment, bare?: Bare) {
  const releases = []
  for (let index = 0; index < 2; index++) {
    const mark = await shop.change()
    const { deployment } = await environment.click(mark)
    releases.push({ mark, id: deployment.id, image: (await bare?.goLive(mark))?.image })
  }
  const product = []
  const straight = []
  for (let run = 0; run < runs; run++) {
    const { id, mark, image } = releases[run % 2] as (typeof releases)[number]
    product.push(await environment.rollBack(id, mark))
    if (bare) straight.push(await bare.goLive(mark, image))
  }
  return { product, straight }
}
