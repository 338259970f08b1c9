'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { IntentionKey, intending } from '@/app/_server/intention'
import { ListBranchesInput, listBranches } from '@/lib/branches/list-branches'
import { DeployInput, PreviewInput } from '@/lib/deployments/input'
import { previewDeployment } from '@/lib/deployments/preview-deployment'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import { Slug } from '@/lib/text'

const place = { application: Slug, environment: Slug }

export const preview = action(
  z.strictObject({ ...place, ...PreviewInput.shape }),
  async (actor, { application, environment, branches }) => previewDeployment(actor, { application, environment }, { branches }),
)

export const deploy = action(
  z.strictObject({ ...place, key: IntentionKey, ...DeployInput.shape }),
  async (actor, { application, environment, key, ...input }) => {
    const { number } = await requestDeployment(intending(actor, key), { application, environment }, input)
    return { number }
  },
)

export const moreBranches = action(
  z.strictObject({ application: Slug, ...ListBranchesInput.shape }),
  async (actor, { application, ...input }) => listBranches(actor, application, input),
)
