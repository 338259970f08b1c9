import type { Hook } from '@hono/zod-openapi'
import { DomainError, notFound } from '@/lib/errors'
import type { ApiEnv } from '../context'

/** A path that cannot name anything is not found; a body, query or header that the schema refuses is invalid, by field. */
// biome-ignore lint/suspicious/noExplicitAny: the library's own type for a hook of every route
export const refuseInvalid: Hook<any, ApiEnv, any, any> = (result) => {
  if (result.success) return
  if (result.target === 'param') throw notFound('This')
  const fields = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), message: 'is not known here' }))
      : { path: pathOf(issue.path), message: issue.message },
  )
  const said = fields.map(({ path, message }) => (path ? `${path}: ${message}` : message))
  throw new DomainError('invalid', `The request is not valid. ${said.slice(0, 3).join('; ')}.`, { fields })
}

const pathOf = (path: PropertyKey[]) => path.map(String).join('.')
