import { readFileSync } from 'node:fs'
import type { Bench } from './prepare'

/** What web and worker together keep in memory after everything else. */
export async function measureMemory({ installation }: Bench) {
  const [web, worker] = installation.processes().map(readMemory) as [Memory, Memory]
  return {
    figures: [{ what: 'memory of web and worker', unit: 'MB' as const, samples: [web.rss + worker.rss], most: { median: 450 } }],
    details: `  web ${describe(web)}; worker ${describe(worker)}`,
  }
}

type Memory = ReturnType<typeof readMemory>

/** In MB. Pages of files, such as Node itself, are in the resident size of both processes but only once in the machine. */
function readMemory(pid: number) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) / 1024
  return { rss: read('Rss'), own: read('Anonymous') }
}

const describe = ({ rss, own }: Memory) => `${rss.toFixed(0)} MB, ${own.toFixed(0)} of them its own`
