import { setTimeout as wait } from 'node:timers/promises'
import { db } from '@/lib/db'
import { followLogs } from '@/lib/docker/logs'
import { listen } from '@/lib/events'
import { log } from '@/lib/log'
import { appendRuntimeLines } from '@/lib/logs/append-runtime-lines'
import type { Replica } from '@/prisma/generated/client'

const flushEveryMs = 100
const mostLinesPerFlush = 1000
const mostLineLength = 4096

/**
 * Copies what deployed containers print into the database, so that people read it without a shell and the web process
 * without a Docker socket. One worker at a time does it (see leader.ts).
 */
export async function followContainers(signal: AbortSignal) {
  const followed = new Map<string, Promise<void>>()
  const look = async () => {
    const replicas = await db.replica.findMany({
      where: { state: { in: ['serving', 'draining', 'starting'] }, containerId: { not: null } },
    })
    for (const replica of replicas) {
      const id = replica.containerId as string
      if (followed.has(id)) continue
      const end = follow(replica, id, signal)
        .catch((err) => {
          if (!signal.aborted) log.debug({ err, containerId: id }, 'stopped following a container')
        })
        .finally(() => followed.delete(id))
      followed.set(id, end)
    }
  }
  const tryLook = () => look().catch((err) => log.warn({ err }, 'could not look which containers to follow'))
  const stop = listen((event) => {
    if (event.type === 'deployment' || event.type === 'resync') void tryLook()
  })
  // A container that the engine brought back has no event of ours.
  while (!signal.aborted) {
    await tryLook()
    await wait(5000, undefined, { signal }).catch(() => {})
  }
  stop()
  await Promise.allSettled(followed.values())
}

async function follow(replica: Replica, containerId: string, signal: AbortSignal) {
  const last = await db.runtimeLine.findFirst({
    where: { environmentId: replica.environmentId, deploymentId: replica.deploymentId, replica: replica.index },
    orderBy: { id: 'desc' },
    select: { at: true },
  })
  const since = last ? `${last.at.toISOString().slice(0, -1)}999999Z` : undefined
  const waiting: { at: Date; stream: string; text: string }[] = []
  let skipped = 0
  let flushing = Promise.resolve()
  const save = async () => {
    const lines = waiting.splice(0)
    if (skipped > 0) lines.push({ at: new Date(), stream: 'system', text: `… ${skipped} lines came too fast and were not kept` })
    skipped = 0
    if (lines.length === 0) return
    const own = { deploymentId: replica.deploymentId, replica: replica.index }
    await appendRuntimeLines(
      replica.environmentId,
      lines.map((line) => ({ ...own, ...line })),
    )
  }
  const timer = setInterval(() => {
    flushing = flushing.then(save).catch((err) => log.warn({ err }, 'runtime lines were lost'))
  }, flushEveryMs)
  try {
    await followLogs(containerId, {
      since,
      signal,
      onLine(text, stream, at) {
        if (waiting.length >= mostLinesPerFlush) skipped++
        else waiting.push({ at: new Date(at), stream, text: text.replaceAll('\0', '').slice(0, mostLineLength) })
      },
    })
  } finally {
    clearInterval(timer)
    await flushing.then(save).catch(() => {})
  }
}
