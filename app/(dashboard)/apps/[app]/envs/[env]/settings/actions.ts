'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { deleteEnvironment } from '@/lib/environments/delete-environment'
import { UpdateEnvironmentInput } from '@/lib/environments/input'
import { updateEnvironment } from '@/lib/environments/update-environment'
import { Slug } from '@/lib/text'

const place = { application: Slug, environment: Slug }

export const save = action(
  z.strictObject({ ...place, ...UpdateEnvironmentInput.shape }),
  async (actor, { application, environment, ...changes }) => {
    await updateEnvironment(actor, application, environment, changes)
    revalidatePath(`/apps/${application}`, 'layout')
  },
)

export const remove = action(z.strictObject(place), async (actor, where) => {
  await deleteEnvironment(actor, where)
  revalidatePath(`/apps/${where.application}`, 'layout')
})
