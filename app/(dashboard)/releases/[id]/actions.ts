'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { approveDeployment } from '@/lib/deployments/approve-deployment'
import { ApproveInput, RejectInput } from '@/lib/deployments/input'
import { rejectDeployment } from '@/lib/deployments/reject-deployment'

const id = z.uuid()

export const approve = action(ApproveInput.extend({ id }), async (actor, { id, ...input }) => {
  await approveDeployment(actor, id, input)
  revalidatePath('/', 'layout')
})

export const reject = action(RejectInput.extend({ id }), async (actor, { id, ...input }) => {
  await rejectDeployment(actor, id, input)
  revalidatePath('/', 'layout')
})
