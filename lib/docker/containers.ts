import { setTimeout as wait } from 'node:timers/promises'
import { type ContainerSpec, containerBody, digestLabel } from '@/lib/docker/container-body'
import { call, callOrNull, engine } from '@/lib/docker/engine'
import { statusOf } from '@/lib/docker/engine-errors'
import { type KnownLabels, labelFilter, readLabels } from '@/lib/docker/names'
import { DomainError } from '@/lib/errors'

export type { ContainerSpec, Resources } from '@/lib/docker/container-body'

const mostAttempts = 12
/** A name is taken some time before its container can be seen. */
const nextAttemptMs = (attempt: number) => 5 * 2 ** Math.min(attempt, 6)
const startTimeoutMs = 60_000
const removeTimeoutMs = 60_000

/** A replica: the application's own command, told by PORT where to listen. `address` is null when it has exited already. */
export async function startContainer(
  spec: Omit<ContainerSpec, 'command'> & { port: number },
): Promise<{ containerId: string; address: string | null }> {
  const { port, ...replica } = spec
  const containerId = await makeContainer({ ...replica, env: { ...replica.env, PORT: String(port) } })
  await start(containerId)
  return { containerId, address: (await containerState(containerId))?.address ?? null }
}

/**
 * The id of the container of that name, created but not started, or adopted as it is when an earlier run of the same step made it.
 * One of that name made from anything else is removed first.
 */
export async function makeContainer(spec: ContainerSpec): Promise<string> {
  const body = containerBody(spec)
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const created = await create(body)
    if (created) return created
    const found = await inspect(spec.name)
    const isSame = found?.Config.Labels[digestLabel] === body.Labels?.[digestLabel]
    if (found && isSame && !found.State.Dead && found.State.Status !== 'removing') return found.Id
    if (found) await removeContainer(found.Id)
    else await wait(nextAttemptMs(attempt))
  }
  const sentence = `The container name ${spec.name} stayed taken. See what holds it (docker inspect ${spec.name}), then try again.`
  throw new DomainError('conflict', sentence, { reason: 'name-taken', key: 'container-name-taken', params: { name: spec.name } })
}

/** Starting what runs is no error. */
export async function start(containerId: string): Promise<void> {
  await ignoring(304, 'start a container', startTimeoutMs, (abortSignal) =>
    engine().getContainer(containerId).start({ abortSignal }),
  )
}

/**
 * From now on the engine itself brings the container back, after a crash and after its own restart. Not before it is live: an application
 * that exits at once has to be seen as exited, not be restarted for ever.
 */
export async function keepRunning(containerId: string): Promise<void> {
  await call('keep a container running', (abortSignal) =>
    engine()
      .getContainer(containerId)
      .update({ RestartPolicy: { Name: 'unless-stopped' }, abortSignal }),
  )
}

/** Asks the container to stop and kills it after `graceMs`. Nothing to do when it is stopped or gone. */
export async function stopContainer(containerId: string, graceMs: number): Promise<void> {
  const seconds = Math.ceil(graceMs / 1000)
  await ignoring([304, 404], 'stop a container', seconds * 1000 + startTimeoutMs, (abortSignal) =>
    engine().getContainer(containerId).stop({ t: seconds, abortSignal }),
  )
}

/** Kills what still runs and removes it with its anonymous volumes. Returns when it is gone, whoever else removes it too. */
export async function removeContainer(containerId: string): Promise<void> {
  const container = engine().getContainer(containerId)
  const remove = (abortSignal: AbortSignal) => container.remove({ force: true, v: true, abortSignal })
  try {
    await ignoring(404, 'remove a container', removeTimeoutMs, remove)
  } catch (error) {
    if (statusOf(error) !== 409) throw error
    const untilGone = (abortSignal: AbortSignal) => container.wait({ condition: 'removed', abortSignal })
    await ignoring(404, 'see a container go', removeTimeoutMs, untilGone)
  }
}

export interface ContainerState {
  status: string
  running: boolean
  /** Null while it runs and before it first ran. */
  exitCode: number | null
  oomKilled: boolean
  startedAt: Date | null
  finishedAt: Date | null
  /** How often the engine brought it back by itself. */
  restartCount: number
  /** Its address on its network; null while it does not run, and perhaps another one after each start. */
  address: string | null
}

export async function containerState(containerId: string): Promise<ContainerState | null> {
  const found = await inspect(containerId)
  if (!found) return null
  const { State: state, RestartCount: restartCount, NetworkSettings: network } = found
  const hasRun = state.Status !== 'created'
  return {
    status: state.Status,
    running: state.Running,
    exitCode: hasRun && !state.Running ? state.ExitCode : null,
    oomKilled: state.OOMKilled,
    startedAt: asDate(state.StartedAt),
    finishedAt: asDate(state.FinishedAt),
    restartCount,
    address: Object.values(network.Networks)[0]?.IPAddress || null,
  }
}

/** All of them, running or not. */
export async function listContainers(known: KnownLabels) {
  const found = await call('list containers', (abortSignal) =>
    engine().listContainers({ all: true, filters: { label: labelFilter(known) }, abortSignal }),
  )
  return found.map((container) => ({
    id: container.Id,
    name: container.Names[0]?.replace(/^\//, '') ?? '',
    imageId: container.ImageID,
    state: container.State,
    labels: readLabels(container.Labels),
    createdAt: new Date(container.Created * 1000),
  }))
}

const inspect = (nameOrId: string) =>
  callOrNull('look at a container', (abortSignal) => engine().getContainer(nameOrId).inspect({ abortSignal }))

/** The engine writes the year 1 for "never". */
const asDate = (text: string) => (text.startsWith('0001-') ? null : new Date(text))

/** The new id, or null when the name is taken. */
async function create(body: ReturnType<typeof containerBody>): Promise<string | null> {
  try {
    const container = await call('make a container', (abortSignal) => engine().createContainer({ ...body, abortSignal }))
    return container.id
  } catch (error) {
    if (statusOf(error) === 409) return null
    if (statusOf(error) !== 404) throw error
    const sentence = `The image ${body.Image} is no longer on the engine. Deploy again to build it anew.`
    throw new DomainError('not-found', sentence, { reason: 'image-missing', params: { image: body.Image ?? '' }, cause: error })
  }
}

async function ignoring(
  statuses: number | number[],
  task: string,
  timeoutMs: number,
  request: (abortSignal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  try {
    await call(task, request, timeoutMs)
  } catch (error) {
    const status = statusOf(error)
    if (status === undefined || ![statuses].flat().includes(status)) throw error
  }
}
