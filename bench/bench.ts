import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import * as say from '@/bin/launcher/say.mjs'
import { root } from '@/bin/launcher/settings.mjs'
import { measureBranches } from './branches'
import { measureClick } from './click'
import { type Figure, isOver, ratioOf } from './figure'
import { measureMemory } from './memory'
import { measurePage } from './page'
import { type Bench, prepare, type Settings } from './prepare'
import { measureRequests } from './requests'
import { measureRollback } from './rollback'
import { median, p95 } from './statistics'
import { formatFigures } from './table'
import { measureTraffic } from './traffic'

type Step = Record<'progress' | 'done', (text: string) => void>

/** Memory comes last, when everything has been used. */
const measurements: Record<string, (bench: Bench) => Promise<{ figures: Figure[]; details?: string }>> = {
  click: measureClick,
  rollback: measureRollback,
  requests: measureRequests,
  branches: measureBranches,
  traffic: measureTraffic,
  page: measurePage,
  memory: measureMemory,
}

export const measurementNames = Object.keys(measurements)

/** Measures, prints and writes. Gives whether every limit was kept. */
export async function runBench(settings: Settings, chosen: string[]): Promise<boolean> {
  const bench = await say.task('Installation', async (step: Step) => {
    step.progress('starting')
    const prepared = await prepare(settings)
    step.done(prepared.installation.url)
    return prepared
  })
  const figures: Figure[] = []
  let areAllMeasured = true
  for (const name of chosen.length > 0 ? chosen : measurementNames) {
    try {
      const measured = await say.task(name, async (step: Step) => {
        step.progress('measuring')
        return (measurements[name] as (typeof measurements)[string])(bench)
      })
      figures.push(...measured.figures)
      say.line(`\n${formatFigures(measured.figures)}${measured.details ? `\n\n${measured.details}` : ''}\n`)
    } catch (error) {
      if (settings.isStopping()) throw error
      areAllMeasured = false
      say.bad(name, error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
  }
  say.line(`\n${formatFigures(figures)}\n`)
  say.line(`  ${write(figures, settings.isQuick)}`)
  return areAllMeasured && !figures.some(isOver)
}

function write(figures: Figure[], isQuick: boolean): string {
  const dir = path.join(root, 'bench', 'results')
  const file = path.join(dir, `${new Date().toISOString().replaceAll(':', '-')}.json`)
  const machine = { cores: cpus().length, processor: cpus()[0]?.model, node: process.version }
  const rows = figures.map((figure) => ({
    ...figure,
    medianValue: median(figure.samples),
    p95Value: p95(figure.samples),
    ratio: ratioOf(figure),
    isOver: isOver(figure),
  }))
  mkdirSync(dir, { recursive: true })
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), isQuick, machine, figures: rows }, null, 2)}\n`)
  return path.relative(root, file)
}
