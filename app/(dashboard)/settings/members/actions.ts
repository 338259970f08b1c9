'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { InviteMemberInput, inviteMember, withdrawInvitation } from '@/lib/access/invite-member'
import { removeMember, UpdateMemberInput, updateMember } from '@/lib/access/update-member'

const Id = z.object({ id: z.uuid() })

export const invite = action(InviteMemberInput, async (actor, input) => {
  const { url, email } = await inviteMember(actor, input)
  revalidatePath('/settings/members')
  return { url, email }
})

export const withdraw = action(Id, async (actor, { id }) => {
  await withdrawInvitation(actor, id)
  revalidatePath('/settings/members')
})

export const changeRole = action(UpdateMemberInput.extend(Id.shape), async (actor, { id, role }) => {
  await updateMember(actor, id, { role })
  revalidatePath('/settings/members')
})

export const remove = action(Id, async (actor, { id }) => {
  await removeMember(actor, id)
  revalidatePath('/settings/members')
})
