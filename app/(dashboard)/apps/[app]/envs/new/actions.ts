'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { createEnvironment } from '@/lib/environments/create-environment'
import { CreateEnvironmentInput } from '@/lib/environments/input'
import { Slug } from '@/lib/text'

export const create = action(
  z.strictObject({ application: Slug, ...CreateEnvironmentInput.shape }),
  async (actor, { application, ...input }) => {
    const { slug } = await createEnvironment(actor, application, input)
    revalidatePath(`/apps/${application}`, 'layout')
    return { slug }
  },
)
