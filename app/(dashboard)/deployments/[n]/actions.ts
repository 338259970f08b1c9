'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { IntentionKey, intending } from '@/app/_server/intention'
import { cancelDeployment } from '@/lib/deployments/cancel-deployment'
import { compareDeployments } from '@/lib/deployments/compare-deployments'
import { retryDeployment } from '@/lib/deployments/retry-deployment'

export const cancel = action(z.object({ id: z.uuid() }), async (actor, { id }) => {
  const { number } = await cancelDeployment(actor, id)
  revalidatePath(`/deployments/${number}`)
})

export const retry = action(z.object({ id: z.uuid(), key: IntentionKey }), async (actor, { id, key }) => {
  const { number } = await retryDeployment(intending(actor, key), id)
  return { number }
})

/** What a dialog shows before the act: the difference between two deployments. */
export const compare = action(z.object({ from: z.uuid(), to: z.uuid() }), async (actor, { from, to }) =>
  compareDeployments(actor, from, to),
)
