'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { CreateTokenInput, createToken } from '@/lib/access/create-token'
import { deleteToken } from '@/lib/access/delete-token'

export const create = action(CreateTokenInput, async (actor, input) => {
  const { name, token } = await createToken(actor, input)
  revalidatePath('/settings/tokens')
  return { name, token }
})

export const revoke = action(z.object({ id: z.uuid() }), async (actor, { id }) => {
  await deleteToken(actor, id)
  revalidatePath('/settings/tokens')
})
