'use server'

import { revalidatePath } from 'next/cache'
import { action } from '@/app/_server/action'
import { createApplication } from '@/lib/applications/create-application'
import { CreateApplicationInput } from '@/lib/applications/input'

export const create = action(CreateApplicationInput, async (actor, input) => {
  const { slug } = await createApplication(actor, input)
  revalidatePath('/', 'layout')
  return { slug }
})
