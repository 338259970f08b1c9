// Serves the demo's repository while the launcher lives. Ends with 0 when the demo was removed, after dropping its base image.
import { startDemoGitServer } from '@/lib/demo/start-git-server'
import { demoFolder, readState, watchForRemoval } from '@/lib/demo/state'

const folder = demoFolder()
if ((await readState(folder)) === 'removed') await leave()

const server = await startDemoGitServer(folder, Number(process.env.BRANCHLINE_DEMO_GIT_PORT) || null)
watchForRemoval(folder, leave)

const stop = () => server.close().then(() => process.exit(0))
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
process.once('disconnect', stop)
process.send?.({ type: 'ready', port: server.port })

/** Loaded only now: it brings the database and the Docker Engine, which serving needs neither of. */
async function leave() {
  const { removeBaseImage } = await import('@/lib/demo/base-image')
  await removeBaseImage().catch((error: Error) => console.warn(`The demo's base image could not be removed: ${error.message}`))
  process.exit(0)
}
