import 'server-only'
import { z } from 'zod'
import type { Actor } from '@/lib/access/actor'

/** Made by the page once per opened dialog, so that a double click asks for one deployment. */
export const IntentionKey = z.string().regex(/^[0-9a-f]{32}$/)

/** The actor with the intention of a dialog: asking twice with one key makes one deployment. */
export const intending = (actor: Actor, key: string): Actor => ({ ...actor, intention: `session:${actor.userId}:${key}` })
