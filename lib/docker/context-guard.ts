import path from 'node:path'
import { Transform } from 'node:stream'
import { extract } from 'tar-stream'
import { checkDockerfile } from '@/lib/docker/dockerfile-rules'
import { DomainError } from '@/lib/errors'

const dockerfileCapBytes = 1024 * 1024

/**
 * Passes a build context through and fails when its Dockerfile may not be built. It looks at the very bytes that are sent, and holds back
 * their end until it has seen all: the engine begins to build only when the context is complete.
 */
export function guardContext(dockerfile: string): Transform {
  const wanted = path.posix.normalize(dockerfile)
  const reader = extract()
  let isFound = false

  reader.on('entry', (header, content, next) => {
    if (path.posix.normalize(header.name) !== wanted) {
      content.resume().once('end', next)
      return
    }
    isFound = true
    const chunks: Buffer[] = []
    let bytes = 0
    content.on('data', (data) => {
      const chunk = data as Buffer
      bytes += chunk.length
      if (bytes <= dockerfileCapBytes) chunks.push(chunk)
    })
    content.once('end', () => next(problemOf(header.type, bytes, chunks)))
  })

  const guard = new Transform({
    transform(chunk, _encoding, done) {
      if (reader.write(chunk)) done(null, chunk)
      else reader.once('drain', () => done(null, chunk))
    },
    flush(done) {
      reader.once('finish', () => done(isFound ? null : missing(dockerfile)))
      reader.end(undefined)
    },
  })
  reader.once('error', (error) => guard.destroy(error))
  guard.once('close', () => reader.destroy())
  return guard
}

function problemOf(type: string | null | undefined, bytes: number, chunks: Buffer[]): Error | null {
  if (type !== 'file')
    return new DomainError('invalid', 'The Dockerfile is not a regular file.', {
      reason: 'dockerfile-missing',
      key: 'dockerfile-not-file',
    })
  if (bytes > dockerfileCapBytes)
    return new DomainError('limit', 'The Dockerfile is larger than 1 MB.', { reason: 'dockerfile-size' })
  try {
    checkDockerfile(Buffer.concat(chunks).toString('utf8'))
    return null
  } catch (error) {
    return error as Error
  }
}

const missing = (dockerfile: string) =>
  new DomainError('invalid', `There is no ${dockerfile} in the build context. Correct the path in the application's settings.`, {
    reason: 'dockerfile-missing',
    params: { path: dockerfile },
  })
