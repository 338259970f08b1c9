import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Actor } from '@/lib/access/actor'
import { requireCan } from '@/lib/access/can'
import { deleteApplication } from '@/lib/applications/delete-application'
import { recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db'
import { deleteAccounts } from './accounts'
import { findDemoApplication } from './application'
import { demoFolder, writeState } from './state'

/**
 * Removes the demo for good: the application with everything it deployed, its accounts, its repository. The demo's own
 * process then drops the base image, since the web process has no Docker socket. The application goes first, because that
 * may be refused while it is being deployed; whatever is left after that, the next call or the next start removes.
 */
export async function removeDemo(actor: Actor) {
  requireCan(actor, 'demo.remove')
  const folder = demoFolder()
  const application = await findDemoApplication()
  if (application) await deleteApplication(actor, application.slug)
  await db.$transaction(async (tx) => {
    const { count } = await deleteAccounts(tx)
    if (count > 0)
      await recordEvent(tx, actor, 'demo.remove', { resource: 'the demo and its accounts', before: { accounts: count } })
  })
  await rm(path.join(folder, 'shop.git'), { recursive: true, force: true })
  await writeState(folder, 'removed')
}
