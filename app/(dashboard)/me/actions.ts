'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { changePassword, rename } from '@/lib/access/own-account'
import { revokeOtherSessions, revokeSession } from '@/lib/access/sessions'
import { lineOfText } from '@/lib/text'

const ProfileInput = z.object({ name: lineOfText(100).pipe(z.string().min(1)) })

export const saveProfile = action(ProfileInput, async (actor, { name }) => {
  await rename(actor, name)
  revalidatePath('/', 'layout')
})

export const savePassword = action(z.object({ current: z.string(), next: z.string() }), async (actor, input) => {
  await changePassword(actor, input)
  revalidatePath('/me')
})

export const endSession = action(z.object({ id: z.uuid() }), async (actor, { id }) => {
  await revokeSession(actor, id)
  revalidatePath('/me')
})

export const endOtherSessions = action(z.object({}), async (actor) => {
  await revokeOtherSessions(actor)
  revalidatePath('/me')
})
