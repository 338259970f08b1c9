'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action, publicAction } from '@/app/_server/action'
import { clientOf } from '@/app/_server/client-of'
import { acceptInvitation, joinByInvitation } from '@/lib/access/invitations'
import { lineOfText } from '@/lib/text'

const token = z.string().max(200)

/** `email` fills the browser's password store; the account's address is the invitation's. */
const AcceptInput = z.object({
  token,
  name: lineOfText(100).pipe(z.string().min(1)),
  email: z.string().max(320),
  password: z.string(),
})

export const accept = publicAction(AcceptInput, async ({ token, name, password }) => {
  const { email } = await acceptInvitation(token, { name, password }, clientOf(await headers()).address)
  return { email }
})

export const join = action(z.object({ token }), async (actor, { token }) => {
  await joinByInvitation(actor, token)
  redirect('/')
})
