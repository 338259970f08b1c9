import 'server-only'
import { clientOf } from '@/app/_server/client-of'
import { currentActor } from '@/app/_server/session'
import { api } from '@/lib/api/app'

/** Hands a request to the API, with what only this side knows of it. */
export const answer = (request: Request) =>
  api.fetch(request, { sessionActor: currentActor, address: clientOf(request.headers).address })
