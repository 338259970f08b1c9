import type { Role, Tier } from '@/prisma/generated/enums'

export interface MembershipOf {
  role: Role
  /** null: in every application. */
  applicationId: string | null
  /** null: in every tier. */
  tier: Tier | null
}

/** Who acts. Made from a session, a token, or by the platform itself; never from a request's body. */
export interface Actor {
  userId: string | null
  name: string
  email: string | null
  memberships: MembershipOf[]
  via: 'session' | 'token' | 'system'
  sessionId?: string
  tokenId?: string
  /** A token's actions; a session has no such limit. */
  scopes?: string[]
  /** A token bound to one application sees and does nothing elsewhere. */
  tokenApplicationId?: string | null
  address?: string | null
  /** Caller and idempotency key of the request being made: asking twice for one thing makes it once. */
  intention?: string
}

/** The platform itself: sweeps, automatic return. May do what its callers decided. */
export const systemActor: Actor = { userId: null, name: 'system', email: null, memberships: [], via: 'system' }
