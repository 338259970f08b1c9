import 'server-only'
import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import type { Action, ActionFailure } from '@/components/ui/action-result'
import type { Actor } from '@/lib/access/actor'
import { DomainError } from '@/lib/errors'
import { log } from '@/lib/log'
import { explain, explainField } from './explain'
import { requireSameOrigin } from './same-origin'
import { currentActor } from './session'

type Work<Schema extends z.ZodType, Who, Value> = (actor: Who, input: z.output<Schema>) => Promise<Value>

/** A server action for somebody signed in: finds the actor, parses, calls, and turns every failure into an answer. */
export const action = <Schema extends z.ZodType, Value>(schema: Schema, work: Work<Schema, Actor, Value>) =>
  answering(schema, async (input) => {
    const actor = await currentActor()
    if (!actor) throw new DomainError('unauthenticated', 'You are signed out.', { reason: 'signed-out' })
    return work(actor, input)
  })

/** The same for the few acts of people who have no session yet: set-up, invitation. */
export const publicAction = <Schema extends z.ZodType, Value>(
  schema: Schema,
  work: (input: z.output<Schema>) => Promise<Value>,
) => answering(schema, work)

function answering<Schema extends z.ZodType, Value>(
  schema: Schema,
  work: (input: z.output<Schema>) => Promise<Value>,
): Action<z.input<Schema>, Value> {
  const strict = schema instanceof z.ZodObject ? schema.strict() : schema
  return async (raw) => {
    const requestId = randomUUID().slice(0, 8)
    try {
      requireSameOrigin(await headers())
      const parsed = strict.safeParse(raw, { error: await zodWords() })
      if (!parsed.success) throw await invalidFields(parsed.error)
      return { ok: true, value: await work(parsed.data as z.output<Schema>) }
    } catch (error) {
      // Redirects and not-found travel as errors and belong to Next.
      unstable_rethrow(error)
      return failureOf(error, requestId)
    }
  }
}

async function failureOf(error: unknown, requestId: string): Promise<ActionFailure> {
  if (!(error instanceof DomainError)) log.error({ err: error, requestId }, 'an action failed')
  else if (error.cause) log.warn({ err: error.cause, code: error.reason, requestId }, error.message)
  const message = await explain(error, requestId)
  const fields = error instanceof DomainError ? error.fields : []
  // A domain's words for a field are English; where the whole has words in the reader's language, its one field uses them.
  const isTranslated =
    fields.length === 1 && error instanceof DomainError && error.reason !== 'fields' && message !== error.message
  return {
    ok: false,
    code: error instanceof DomainError ? error.reason : 'unexpected',
    message,
    fields: Object.fromEntries(fields.map((field) => [field.path, isTranslated ? message : field.message])),
    requestId,
  }
}

async function invalidFields(error: z.ZodError) {
  const issues = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  const fields = await Promise.all(issues.map(explainField))
  const detail = fields.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')
  return new DomainError('invalid', detail, { reason: 'fields', fields })
}

const chinese = z.locales.zhCN().localeError
const zodWords = async () => ((await getLocale()) === 'zh-CN' ? chinese : undefined)
