import type { Context } from 'hono'
import type { Actor } from '@/lib/access/actor'

/** What the door that received the request knows and this folder cannot: its session and where it came from. */
export interface ApiBindings {
  /** The actor of the session cookie, or null. Asked only when there is no Authorization header. */
  sessionActor: () => Promise<Actor | null>
  /** The caller's address; for limits and the audit, never for rights. */
  address: string | null
}

export interface ApiEnv {
  Bindings: ApiBindings
  Variables: {
    requestId: string
    actor: Actor
    /** Who the same token or session stands for now; null when it ended. For answers that last. */
    refreshActor: () => Promise<Actor | null>
  }
}

export type ApiContext = Context<ApiEnv>

/** Whose limits, streams and idempotency keys these are. */
export const callerOf = (actor: Actor) => (actor.tokenId ? `token:${actor.tokenId}` : `user:${actor.userId}`)
