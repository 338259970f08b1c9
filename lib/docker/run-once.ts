import type { ContainerSpec } from '@/lib/docker/container-body'
import { containerState, listContainers, makeContainer, removeContainer, start } from '@/lib/docker/containers'
import { followLogs, type OnLogLine } from '@/lib/docker/logs'
import { DomainError } from '@/lib/errors'

/**
 * Runs a command of the application's team in a container of the application's image, and removes the container. When an earlier run of
 * the same step left one under this name, it is waited for (or its result is taken) instead of running the command a second time.
 *
 * Rejects with the signal's reason when ended by it, with `limit` when out of time; the container is gone in both cases.
 */
export async function runOnce(
  { command, ...spec }: Omit<ContainerSpec, 'command'> & { command: string },
  { onLine, since, signal, timeoutMs }: { onLine: OnLogLine; since?: string; signal: AbortSignal; timeoutMs: number },
): Promise<{ exitCode: number; oomKilled: boolean }> {
  signal.throwIfAborted()
  const outOfTime = new DomainError(
    'limit',
    `The command did not finish within ${Math.round(timeoutMs / 1000)} s and was ended: ${command}`,
    { reason: 'command-timeout', params: { command, seconds: Math.round(timeoutMs / 1000) } },
  )
  const ending = new AbortController()
  const end = () => ending.abort(signal.reason)
  signal.addEventListener('abort', end, { once: true })
  const timer = setTimeout(() => ending.abort(outOfTime), timeoutMs)
  // The shell is the one inside the team's own image, and the command is theirs to write.
  const containerId = await makeContainer({ ...spec, command: ['/bin/sh', '-c', command] })
  try {
    const state = await containerState(containerId)
    if (state?.status === 'created') await start(containerId)
    const outcome = await result(containerId, { onLine, since, signal: ending.signal })
    await removeContainer(containerId)
    return outcome
  } catch (error) {
    // While the engine is away the command may go on; the next run of this step takes its result.
    if (!isUnavailable(error)) await removeContainer(containerId)
    throw error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

const isUnavailable = (error: unknown) => error instanceof DomainError && error.code === 'unavailable'

async function result(containerId: string, follow: { onLine: OnLogLine; since?: string; signal: AbortSignal }) {
  await followLogs(containerId, follow)
  const state = await containerState(containerId)
  if (state && state.exitCode !== null) return { exitCode: state.exitCode, oomKilled: state.oomKilled }
  throw new DomainError('unavailable', 'The container of the command went away before it had finished. Try again.', {
    reason: 'container-gone',
  })
}

/** Removes one-off containers that a dead worker left; `olderThanMs` must exceed the longest step. Returns their names. */
export async function removeStrays(instanceId: string, olderThanMs: number): Promise<string[]> {
  const limit = Date.now() - olderThanMs
  const containers = await listContainers({ instance: instanceId })
  const strays = containers.filter((container) => container.labels.step && container.createdAt.getTime() < limit)
  for (const stray of strays) await removeContainer(stray.id)
  return strays.map((stray) => stray.name)
}
