'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { deleteApplication } from '@/lib/applications/delete-application'
import { UpdateApplicationInput } from '@/lib/applications/input'
import { updateApplication } from '@/lib/applications/update-application'
import { Slug } from '@/lib/text'

const Application = z.object({ application: Slug })

export const update = action(UpdateApplicationInput.extend(Application.shape), async (actor, { application, ...input }) => {
  await updateApplication(actor, application, input)
  revalidatePath(`/apps/${application}`, 'layout')
})

export const remove = action(Application, async (actor, { application }) => {
  await deleteApplication(actor, application)
  revalidatePath('/', 'layout')
  redirect('/')
})
