import { z } from 'zod'
import { getApplication } from '@/lib/applications/queries'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import { lineOfText, Slug } from '@/lib/text'
import { type Action, actionNames } from './actions'
import type { Actor } from './actor'
import { can } from './can'
import { canSomewhere } from './can-somewhere'
import { hashToken, newTokenText, prefixOf } from './token-text'
import { personOf, type TokenView, tokenInclude, viewToken } from './tokens'

const nouns = new Set(actionNames.map((action) => action.split('.')[0]))
const isScope = (text: string) =>
  text === '*' || actionNames.includes(text as Action) || (text.endsWith('.*') && nouns.has(text.slice(0, -2)))

export const CreateTokenInput = z.strictObject({
  name: lineOfText(80).pipe(z.string().min(1)),
  /** Actions, `noun.*`, or `*`: everything the person may do. */
  scopes: z
    .array(z.string().refine(isScope, 'is not an action; write one such as deployment.deploy, deployment.* or *'))
    .min(1)
    .max(100),
  /** Slug of the only application it works in. */
  application: Slug.nullish(),
  expiresAt: z.iso
    .datetime()
    .refine((text) => new Date(text) > new Date(), 'must be in the future')
    .nullish(),
})
export type CreateTokenInput = z.infer<typeof CreateTokenInput>

/** Makes a token of the actor's own. `token` is in this answer and nowhere else, ever. */
export async function createToken(actor: Actor, input: CreateTokenInput): Promise<TokenView & { token: string }> {
  const userId = personOf(actor)
  const application = input.application ? await getApplication(actor, input.application) : null
  const mayCreate = application
    ? can(actor, 'token.create', { applicationId: application.id })
    : !actor.tokenApplicationId && canSomewhere(actor, 'token.create')
  if (!mayCreate)
    throw new DomainError('not-allowed', 'You may not make this token: your own rights do not reach that far.', {
      key: 'token-too-wide',
    })
  for (const scope of input.scopes) requireScope(actor, scope)
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null
  await requireExpiry(actor, expiresAt)
  const token = newTokenText()
  const row = await db.$transaction(async (tx) => {
    const created = await tx.apiToken.create({
      data: {
        userId,
        name: input.name,
        scopes: input.scopes,
        applicationId: application?.id ?? null,
        expiresAt,
        tokenHash: hashToken(token),
        prefix: prefixOf(token),
      },
      include: tokenInclude,
    })
    await recordEvent(tx, actor, 'token.create', {
      resource: `token ${input.name}`,
      applicationId: application?.id,
      after: { prefix: created.prefix, scopes: input.scopes, expiresAt },
    })
    return created
  })
  return { ...viewToken(row), token }
}

/**
 * A token never does more than its person may at that moment, so a wide scope is no danger by itself. Refused is what can
 * never work, and what a token would hand on without having it.
 */
function requireScope(actor: Actor, scope: string) {
  const wanted = actionNames.filter((action) => scope === '*' || scope === action || scope === `${action.split('.')[0]}.*`)
  const isOwn = scope === '*' || wanted.some((action) => canSomewhere(actor, action))
  const isHandedOn = actor.via !== 'token' || wanted.every((action) => covers(actor.scopes ?? [], action))
  if (isOwn && isHandedOn) return
  throw new DomainError('not-allowed', `You may not give a token the scope ${scope}: it is not among your own rights.`, {
    key: 'token-scope',
    params: { scope },
  })
}

const covers = (scopes: string[], action: Action) =>
  scopes.some((scope) => scope === '*' || scope === action || scope === `${action.split('.')[0]}.*`)

/** A token that ends cannot make one that outlives it. */
async function requireExpiry(actor: Actor, expiresAt: Date | null) {
  if (!actor.tokenId) return
  const own = await db.apiToken.findUniqueOrThrow({ where: { id: actor.tokenId }, select: { expiresAt: true } })
  if (!own.expiresAt || (expiresAt && expiresAt <= own.expiresAt)) return
  throw new DomainError('not-allowed', 'A token cannot make one that outlives it. Choose an earlier expiry.', {
    key: 'token-outlives',
  })
}
