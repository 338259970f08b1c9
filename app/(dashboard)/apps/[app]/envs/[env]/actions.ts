'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { IntentionKey, intending } from '@/app/_server/intention'
import { amendReason } from '@/lib/deployments/amend-reason'
import { PromoteInput, RollbackInput, WithdrawInput } from '@/lib/deployments/input'
import { numbersOf } from '@/lib/deployments/numbers'
import { previewPromotion } from '@/lib/deployments/preview-promotion'
import { promoteRelease } from '@/lib/deployments/promote-release'
import { listDeployments } from '@/lib/deployments/queries'
import { restartEnvironment } from '@/lib/deployments/restart-environment'
import { rollBack as goBack } from '@/lib/deployments/roll-back'
import { stopEnvironment } from '@/lib/deployments/stop-environment'
import { withdrawBranches } from '@/lib/deployments/withdraw-branches'
import { listRuntimeLines } from '@/lib/logs/runtime-lines'
import { PageInput } from '@/lib/paging'
import { paragraph, Slug } from '@/lib/text'

const place = { application: Slug, environment: Slug }
const asked = { ...place, key: IntentionKey }

export const promote = action(
  z.strictObject({ ...asked, ...PromoteInput.shape }),
  async (actor, { application, environment, key, ...input }) => {
    const { number } = await promoteRelease(intending(actor, key), { application, environment }, input)
    return { number }
  },
)

export const withdraw = action(
  z.strictObject({ ...asked, ...WithdrawInput.shape }),
  async (actor, { application, environment, key, ...input }) => {
    const { number } = await withdrawBranches(intending(actor, key), { application, environment }, input)
    return { number }
  },
)

export const rollBack = action(
  z.strictObject({ ...asked, ...RollbackInput.shape }),
  async (actor, { application, environment, key, ...input }) => {
    const { number } = await goBack(intending(actor, key), { application, environment }, input)
    return { number }
  },
)

export const restart = action(z.strictObject(asked), async (actor, { key, ...where }) => {
  const { number } = await restartEnvironment(intending(actor, key), where)
  return { number }
})

export const stop = action(z.strictObject(place), async (actor, where) => {
  await stopEnvironment(actor, where)
  revalidatePath(`/apps/${where.application}`, 'layout')
})

export const amend = action(z.strictObject({ id: z.uuid(), note: paragraph(2000) }), async (actor, { id, note }) => {
  await amendReason(actor, id, note)
  revalidatePath('/apps', 'layout')
})

/** What promoting would change there, and what stands in its way. */
export const preview = action(z.strictObject({ ...place, from: Slug }), async (actor, { from, ...where }) =>
  previewPromotion(actor, where, from),
)

export const olderDeployments = action(
  z.strictObject({ ...place, cursor: PageInput.shape.cursor }),
  async (actor, { cursor, ...where }) => {
    const page = await listDeployments(actor, { ...where, cursor, limit: 50 })
    return {
      ...page,
      numbers: await numbersOf(
        actor,
        page.items.map(({ source }) => source),
      ),
    }
  },
)

export const earlierLines = action(
  z.strictObject({ ...place, before: z.string().regex(/^\d{1,18}$/) }),
  async (actor, { before, ...where }) => listRuntimeLines(actor, where, { before, limit: 1000 }),
)
