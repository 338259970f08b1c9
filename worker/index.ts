import { setTimeout as wait } from 'node:timers/promises'
import { db } from '@/lib/db'
import { watchEvents } from '@/lib/docker/events'
import { env } from '@/lib/env'
import { listen } from '@/lib/events'
import { ensureInstallation, instanceId } from '@/lib/installation'
import { log } from '@/lib/log'
import { answer, closeQueues, ring, stopAnswering } from '@/lib/queue'
import { followContainers } from './follow-containers'
import { handOver } from './hand-over'
import { keepHouse } from './housekeeping'
import { whileLeader } from './leader'
import { assertAllRoutes } from './match-environment'
import { closeHeartbeat } from './pipeline/lease'
import { runDeployment } from './pipeline/run-steps'
import { expireApprovals } from './sweeps/expire-approvals'
import { matchWorld } from './sweeps/match-world'
import { prune } from './sweeps/prune'
import { report, withdrawReport } from './sweeps/report'
import { ringQueue } from './sweeps/ring-queue'
import { every } from './sweeps/schedule'

/** Together less than the half minute that supervisors leave. */
const workGraceMs = 23_000
const partingMs = 2000
const graceMs = 29_500
const seconds = (count: number) => count * 1000

async function main() {
  await ensureInstallation()
  const ending = new AbortController()
  const queues = [
    answer('deployments', env().BRANCHLINE_BUILD_CONCURRENCY, ({ deploymentId }) => runDeployment(deploymentId)),
    answer('housekeeping', 16, keepHouse),
  ]
  const sweeps = [
    every(seconds(1), 'ring-queue', ringQueue),
    every(seconds(5), 'report', report),
    every(seconds(15), 'match-world', matchWorld),
    every(seconds(30), 'expire-approvals', expireApprovals),
    every(seconds(600), 'prune', prune),
  ]
  const stopListening = listen((event) => {
    if (event.type === 'application')
      assertAllRoutes().catch((err) => log.warn({ err }, 'the proxy could not be brought up to date'))
  })
  const led = whileLeader(ending.signal, (signal) => Promise.all([followContainers(signal), watchEngine(signal)]).then(() => {}))
  log.info({ instanceId: instanceId() }, 'worker ready')

  onceAskedToStop(async () => {
    ending.abort()
    stopListening()
    const quiet = Promise.allSettled([...sweeps.map((stop) => stop()), led])
    await stopAnswering(queues, workGraceMs)
    await within(partingMs, quiet)
    await within(partingMs, Promise.allSettled([handOver(), withdrawReport()]))
    await within(partingMs, Promise.allSettled([closeQueues(), closeHeartbeat(), db.$disconnect()]))
  })
}

/** Nothing of the worker's end is worth waiting for longer. */
const within = (timeoutMs: number, end: Promise<unknown>) => Promise.race([end, wait(timeoutMs)])

const changesWhatRuns = new Set(['die', 'start', 'destroy'])

/** A container that died or came back concerns its environment at once, not at the next sweep. */
const watchEngine = (signal: AbortSignal) =>
  watchEvents({
    instanceId: instanceId(),
    signal,
    onReconnect: matchWorld,
    onEvent: async ({ action, labels }) => {
      if (!labels.replica || !labels.environment || !changesWhatRuns.has(action)) return
      const replica = await db.replica.findUnique({ where: { id: labels.replica }, select: { state: true } })
      // One that only starts is looked at by its own deployment, or by whoever brought it back.
      const isOurs = replica?.state === 'serving' || replica?.state === 'warm'
      if (isOurs || (replica && action === 'destroy')) await ring('housekeeping', { matchEnvironment: labels.environment })
    },
  })

/** SIGTERM, Ctrl-C, or the launcher's end: finish what runs within the grace time, hand over the rest, then leave. Asked twice: leave now. */
function onceAskedToStop(stop: () => Promise<void>) {
  let asked = false
  const end = async () => {
    if (asked) process.exit(1)
    asked = true
    setTimeout(() => process.exit(1), graceMs).unref()
    await stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end)
  if (process.send) process.on('disconnect', end)
}

main().catch((err) => {
  log.fatal({ err }, 'the worker cannot start')
  process.exit(1)
})
