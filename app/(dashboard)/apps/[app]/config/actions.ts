'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { PutVariablesInput } from '@/lib/config/input'
import { putVariables } from '@/lib/config/put-variables'
import { Slug } from '@/lib/text'

const SaveLayerInput = z.object({
  application: Slug,
  environment: Slug.nullable(),
  expectedVersion: z.int().min(0),
  layer: PutVariablesInput,
})

export const save = action(SaveLayerInput, async (actor, { layer, expectedVersion, ...place }) => {
  await putVariables(actor, place, layer, expectedVersion)
  revalidatePath(`/apps/${place.application}/config`, 'layout')
})
