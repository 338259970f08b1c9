'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { refreshBranches } from '@/lib/branches/refresh-branches'
import { Slug } from '@/lib/text'

export const refresh = action(z.strictObject({ application: Slug }), async (actor, { application }) => {
  const { isDone } = await refreshBranches(actor, application)
  revalidatePath(`/apps/${application}`, 'layout')
  return { isDone }
})
