// Run at every start before web and worker: the installation's row, the first admin or the link to make one, the demo.
// Tells the launcher what a person must know, over its channel.

import { prepareFirstAdmin } from '@/lib/access/first-admin'
import { db } from '@/lib/db'
import { installDemo } from '@/lib/demo/install-demo'
import { env } from '@/lib/env'
import { ensureInstallation } from '@/lib/installation'
import { log } from '@/lib/log'
import { closeQueues } from '@/lib/queue'

await ensureInstallation()
const setupUrl = await prepareFirstAdmin()
const gitPort = Number(process.env.BRANCHLINE_DEMO_GIT_PORT)
const hasDemo = env().BRANCHLINE_DEMO === '1' && gitPort > 0
// Without the demo everything else still starts; the next start tries again.
const demo = hasDemo ? await installDemo({ gitPort }).catch((err) => log.error({ err }, 'the demo could not be installed')) : null
process.send?.({ setupUrl, demoAccounts: demo?.accounts ?? [] })
await closeQueues()
await db.$disconnect()
process.exit(0)
