import { DomainError, notFound } from '@/lib/errors'
import type { Role, Tier } from '@/prisma/generated/enums'
import { type Action, actionNames, roles, ruleOf } from './actions'
import type { Actor } from './actor'

/** Where an action happens. An application's id alone: anywhere in it. Nothing: the installation. */
export interface Resource {
  applicationId?: string
  tier?: Tier
  /** The person it belongs to, for actions that owners may do with less. */
  ownerId?: string | null
}

const rank = (role: Role) => roles.indexOf(role)

/** May `actor` do `action` there? The only place that decides; whatever is not granted is denied. */
export function can(actor: Actor, action: Action, resource: Resource = {}): boolean {
  if (actor.via === 'system') return true
  if (!tokenAllows(actor, action, resource)) return false
  const rule = ruleOf(action)
  const isOwn = rule.own !== undefined && actor.userId !== null && resource.ownerId === actor.userId
  const needed =
    isOwn && rule.own ? rule.own : resource.tier === 'production' && rule.inProduction ? rule.inProduction : rule.role
  return actor.memberships.some((membership) => {
    if (rank(membership.role) < rank(needed)) return false
    if (rule.isGlobal && (membership.applicationId || membership.tier)) return false
    if (membership.applicationId && membership.applicationId !== resource.applicationId) return false
    // A membership of one tier reads the whole application, and acts in its tier alone.
    return !membership.tier || membership.tier === resource.tier || (needed === 'viewer' && !resource.tier)
  })
}

/** Throws what the actor should see: nothing of a thing he may not read, a reason for one he may. */
export function requireCan(actor: Actor, action: Action, resource: Resource = {}, what = 'This') {
  if (can(actor, action, resource)) return
  if (resource.applicationId && !can(actor, 'application.read', { applicationId: resource.applicationId })) throw notFound(what)
  const rule = ruleOf(action)
  const needed = resource.tier === 'production' && rule.inProduction ? rule.inProduction : rule.role
  throw new DomainError('not-allowed', `You may not do this here: it needs the role ${needed}. An admin can give it to you.`, {
    params: { action, role: needed },
  })
}

/** The applications in which an actor may read (`action` says what): `all`, or these ids. For the `where` of lists. */
export function readableApplications(actor: Actor, action: Action = 'application.read'): 'all' | string[] {
  if (actor.via === 'system') return 'all'
  const bound = actor.tokenApplicationId
  if (bound) return can(actor, action, { applicationId: bound }) ? [bound] : []
  if (!tokenAllows(actor, action, {})) return []
  if (actor.memberships.some((membership) => membership.applicationId === null)) return 'all'
  return [...new Set(actor.memberships.flatMap((membership) => membership.applicationId ?? []))]
}

/** Prisma's `where` for rows that carry an applicationId. */
export function whereReadable(actor: Actor, action?: Action): { applicationId?: { in: string[] } } {
  const readable = readableApplications(actor, action)
  return readable === 'all' ? {} : { applicationId: { in: readable } }
}

/** Everything the actor may do there, for pages that show or hide a button. */
export const allowedActions = (actor: Actor, resource: Resource) => actionNames.filter((action) => can(actor, action, resource))

function tokenAllows(actor: Actor, action: Action, resource: Resource) {
  if (actor.via !== 'token') return true
  if (actor.tokenApplicationId && actor.tokenApplicationId !== resource.applicationId) return false
  return actor.scopes?.some((scope) => scope === '*' || scope === action || scope === `${action.split('.')[0]}.*`) ?? false
}
