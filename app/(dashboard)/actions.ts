'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { removeDemo as remove } from '@/lib/demo/remove-demo'

export const removeDemo = action(z.object({}), async (actor) => {
  await remove(actor)
  revalidatePath('/', 'layout')
})
