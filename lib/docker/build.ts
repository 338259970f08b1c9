import { pipeline, type Readable } from 'node:stream'
import { type BuildFailure, BuildLog } from '@/lib/docker/build-log'
import { decodeTrace } from '@/lib/docker/build-trace'
import { guardContext } from '@/lib/docker/context-guard'
import { dial, openStream } from '@/lib/docker/engine'
import { toDomainError } from '@/lib/docker/engine-errors'
import { jsonLines } from '@/lib/docker/lines'
import type { StreamName } from '@/lib/docker/logs'
import type { Labels } from '@/lib/docker/names'
import { openSession } from '@/lib/docker/session'
import { env } from '@/lib/env'
import { DomainError } from '@/lib/errors'

export interface BuildRequest {
  /** The context, with `.dockerignore` applied already: the engine does not apply it to a stream. */
  tar: Readable
  /** Path inside the context. */
  dockerfile: string
  target?: string
  args: Record<string, string>
  tag: string
  labels: Labels
}

export interface BuildOptions {
  /** May be asynchronous: the build's output waits for it. */
  onLine: (text: string, stream: StreamName) => void | Promise<void>
  signal: AbortSignal
  timeoutMs: number
}

type BuildMessage =
  | { id: 'moby.buildkit.trace'; aux: string }
  | { id: 'moby.image.id'; aux: { ID: string } }
  | { id?: undefined; error: string }

const task = 'build an image'

/**
 * Builds with the engine's BuildKit and returns the image's id. Ending `signal` ends exactly this build, since the engine cancels a build
 * whose connection closes. Rejects with the signal's reason then, with `limit` when out of time, and with `invalid`, reason
 * `build-failed` and params `instruction`, `exitCode`, `lastLines` when the Dockerfile does not build.
 */
export async function buildImage(request: BuildRequest, options: BuildOptions): Promise<string> {
  options.signal.throwIfAborted()
  checkArguments(request.args)
  const ending = new AbortController()
  const end = () => ending.abort(options.signal.reason)
  options.signal.addEventListener('abort', end, { once: true })
  const timer = setTimeout(() => ending.abort(outOfTime(options.timeoutMs)), options.timeoutMs)
  try {
    return await runBuild(request, { onLine: options.onLine, signal: ending.signal })
  } catch (error) {
    ending.signal.throwIfAborted()
    throw error
  } finally {
    clearTimeout(timer)
    options.signal.removeEventListener('abort', end)
    request.tar.destroy()
  }
}

async function runBuild(request: BuildRequest, { onLine, signal }: Pick<BuildOptions, 'onLine' | 'signal'>): Promise<string> {
  const session = openSession()
  let contextError: Error | null | undefined
  const context = pipeline(request.tar, guardContext(request.dockerfile), (error) => {
    contextError = error
  })
  const log = new BuildLog()
  let imageId: string | undefined
  let refusal: string | undefined
  try {
    const asked = openStream(task, (abortSignal) => post(request, context, session.id, abortSignal), { signal })
    const [answer] = await Promise.all([asked, session.opened])
    for await (const message of jsonLines<BuildMessage>(answer)) {
      if (message.id === 'moby.buildkit.trace') {
        for (const line of log.read(decodeTrace(message.aux))) await onLine(line.text, line.stream)
      } else if (message.id === 'moby.image.id') imageId = message.aux.ID
      else if (message.error) refusal = message.error
    }
  } catch (error) {
    throw contextError ?? toDomainError(error, env().DOCKER_HOST, task)
  } finally {
    context.destroy()
    session.close()
  }
  if (refusal) throw contextError ?? buildFailed(refusal, log.failure)
  if (!imageId)
    throw new DomainError('unavailable', 'The Docker Engine ended the build without an image. Try again.', {
      key: 'build-no-image',
    })
  return imageId
}

const post = (request: BuildRequest, context: Readable, session: string, abortSignal: AbortSignal) =>
  dial<Readable>({
    path: '/build?',
    method: 'POST',
    file: context,
    isStream: true,
    statusCodes: { 200: true },
    abortSignal,
    options: {
      version: '2',
      session,
      dockerfile: request.dockerfile,
      ...(request.target && { target: request.target }),
      buildargs: JSON.stringify(request.args),
      labels: JSON.stringify(request.labels),
      t: request.tag,
    },
  })

/** Arguments of that name steer the builder itself, as far as choosing the program that reads the Dockerfile. */
function checkArguments(args: Record<string, string>) {
  const name = Object.keys(args).find((key) => /^BUILDKIT_/i.test(key))
  if (!name) return
  throw new DomainError('invalid', `The build argument ${name} is not allowed: it steers the builder itself. Remove it.`, {
    reason: 'build-argument',
    params: { name },
  })
}

const outOfTime = (timeoutMs: number) =>
  new DomainError('limit', `The image build did not finish within ${Math.round(timeoutMs / 1000)} s and was ended.`, {
    reason: 'build-timeout',
    params: { seconds: Math.round(timeoutMs / 1000) },
  })

function buildFailed(refusal: string, failure: BuildFailure | undefined): DomainError {
  const cause = new Error(refusal)
  if (!failure) {
    return new DomainError('invalid', `The image build failed: ${refusal}`, {
      reason: 'build-failed',
      params: { refusal },
      cause,
    })
  }
  const { error, lastLines } = failure
  const instruction = failure.instruction.replace(/^\[[^\]]*\] /, '')
  // BuildKit tells the exit code in its text alone.
  const exitCode = /exit code: (\d+)/.exec(error)?.[1]
  const what = exitCode ? `"${instruction}" ended with exit code ${exitCode}.` : `"${instruction}": ${error}.`
  return new DomainError('invalid', `The image build failed: ${what}`, {
    reason: 'build-failed',
    key: exitCode ? 'build-failed-exit' : 'build-failed-at',
    cause,
    params: { instruction, error, ...(exitCode && { exitCode: Number(exitCode) }), lastLines: lastLines.join('\n') },
  })
}
