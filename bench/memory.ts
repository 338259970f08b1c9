import { readFileSync } from 'node:fs'
import type { Bench } from './prepare'

/** What web and worker together keep in memory after everything else. */
export async function measureMemory({ installation }: Bench) {
  const sizes = installation.processes().map(residentMegabytes)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return {
    figures: [{ what: 'memory of web and worker', unit: 'MB' as const, samples: [total], most: { median: 450 } }],
    details: `  web ${sizes[0]?.toFixed(0)} MB, worker ${sizes[1]?.toFixed(0)} MB`,
  }
}

const residentMegabytes = (pid: number) =>
  Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
