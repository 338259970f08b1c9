import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from '@/bin/launcher/settings.mjs'
import type { DeploymentView } from '@/lib/deployments/view'
import { environmentOf } from './environment'
import type { LoadResult } from './load'
import type { Bench } from './prepare'
import { median } from './statistics'
import { rounded } from './table'

const longestMs = 15 * 60_000

/** Deployments under constant load: no request, long request or socket may fail. */
export async function measureTraffic(bench: Bench) {
  const { shop, isQuick, installation } = bench
  const least = isQuick ? { requests: 10_000, deployments: 3 } : { requests: 200_000, deployments: 20 }
  const dev = environmentOf(bench, 'dev')
  // The old containers end as soon as nothing runs on them any more.
  await dev.tune({ health: { watchMs: 1000 }, strategy: { keepWarmMs: 0, drainMs: 10_000 } })
  await dev.click(await shop.change())

  const load = startLoad(installation.proxyPort, 'dev.shop.localhost')
  const clicks = []
  let result: LoadResult
  try {
    for (let index = 0; index < least.deployments; index++) clicks.push(await dev.click(await shop.change()))
    for (const end = performance.now() + longestMs; (await requestsSoFar(load)) < least.requests; await wait(1000))
      if (performance.now() > end) throw new Error(`fewer than ${least.requests} requests in ${longestMs / 60_000} minutes`)
  } finally {
    result = await endLoad(load)
  }
  const failed = Object.values(result.failures).reduce((sum, count) => sum + count, 0)
  const what = `failed of ${result.requests} requests over ${least.deployments} deployments`
  return {
    figures: [{ what, unit: 'failed' as const, samples: [failed], most: { median: 0 } }],
    details: [
      `  with ${result.long} requests of 2 s and ${result.sockets} WebSockets of 3 s beside them`,
      `  median click ${rounded(median(clicks.map(({ tookMs }) => tookMs)))} ms, drain ${rounded(median(clicks.map(drainMs)))} ms`,
      ...Object.entries(result.failures).map(([kind, count]) => `  ${count} × ${kind}`),
    ].join('\n'),
  }
}

function drainMs({ deployment }: { deployment: DeploymentView }) {
  const drain = deployment.steps.find(({ name }) => name === 'drain')
  return Date.parse(drain?.finishedAt ?? '') - Date.parse(drain?.startedAt ?? '')
}

const startLoad = (port: number, host: string) =>
  fork(path.join(import.meta.dirname, 'load.ts'), [String(port), host], { cwd: root, execArgv: ['--import', 'tsx'] })

async function ask<T>(load: ChildProcess, question: string): Promise<T> {
  const answered = Promise.race([
    once(load, 'message'),
    once(load, 'exit').then(([code]) => Promise.reject(new Error(`the load ended with ${code}`))),
  ])
  load.send(question)
  const [answer] = await answered
  return answer as T
}

const requestsSoFar = async (load: ChildProcess) => (await ask<{ requests: number }>(load, 'how many')).requests
const endLoad = (load: ChildProcess) => ask<LoadResult>(load, 'stop')
