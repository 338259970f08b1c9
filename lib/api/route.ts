import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { PageInput } from '@/lib/paging'
import { Slug } from '@/lib/text'
import type { ApiEnv } from './context'
import { refuseInvalid } from './conventions/invalid-input'
import { Problem } from './conventions/problem'

export const router = () => new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid })

export const problem = {
  description: 'A problem document: what happened, why, and what to do now.',
  content: { 'application/problem+json': { schema: Problem.meta({ id: 'Problem' }) } },
}

/** The responses of a route: its good answer, and a problem document for everything else. */
export const answers = <Status extends number, Schema extends z.ZodType>(status: Status, schema: Schema, description: string) =>
  ({ [status]: { description, content: { 'application/json': { schema } } }, default: problem }) as {
    [Key in Status]: { description: string; content: { 'application/json': { schema: Schema } } }
  } & { default: typeof problem }

/** The responses of a stream of server-sent events. */
export const answersEvents = (description: string) => ({
  200: { description, content: { 'text/event-stream': { schema: z.string() } } },
  default: problem,
})

/** For writes that have nothing to say. */
export const answersNothing = (description: string) => ({ 204: { description }, default: problem })

export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: { 'application/json': { schema } },
})

/** A write that needs no words: an absent body and `{}` are the same. */
export const emptyBody = { required: false as const, content: { 'application/json': { schema: z.strictObject({}) } } }

export const AppPath = z.strictObject({ app: Slug })
export const EnvPath = z.strictObject({ app: Slug, env: Slug })
export const IdPath = z.strictObject({ id: z.uuid() })

export const placeOf = ({ app, env }: z.infer<typeof EnvPath>) => ({ application: app, environment: env })

/** A forged cursor must not reach the database with a text or a number that it cannot store. */
const Cursor = z
  .string()
  .max(200)
  .refine((cursor) => isKey(Buffer.from(cursor, 'base64url').toString()), 'is not a cursor of ours')

const isKey = (key: string) => /^[\x20-\x7e]+$/.test(key) && !(/^\d+$/.test(key) && Number(key) > 2_147_483_647)

export const PageQuery = z.strictObject({ ...PageInput.shape, cursor: Cursor.optional() })

export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export { createRoute, z }
