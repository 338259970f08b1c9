import { systemActor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import { DeployInput } from '@/lib/deployments/input'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import { log } from '@/lib/log'
import type { Application } from '@/prisma/generated/client'
import { createAccounts, type DemoAccount } from './accounts'
import {
  createDemoApplication,
  declareVariables,
  findDemoApplication,
  type GitAccess,
  readGitAccess,
  updateRemote,
} from './application'
import { ensureBaseImage, nodeImageTag } from './base-image'
import { removeDemo } from './remove-demo'
import { demoFolder, readState, writeGitPort, writeState } from './state'

/** What a newcomer needs to play, told once: passwords are kept as hashes alone. */
export interface InstalledDemo {
  accounts: DemoAccount[]
  git: GitAccess
}

/**
 * Brings the demo to where it should be, at every start and from wherever an earlier run stopped: there and deployed to
 * dev, or gone for good once it was removed. `gitPort` is where the demo's git server listens, or soon will. Neither it nor
 * the worker need run yet. Returns what was installed by this very call, else null.
 */
export async function installDemo({ gitPort }: { gitPort: number }): Promise<InstalledDemo | null> {
  const folder = demoFolder()
  const state = await readState(folder)
  const found = await findDemoApplication()
  if (state === 'removed') return null
  if (state === 'installed' && !found) {
    await removeDemo(systemActor)
    return null
  }
  if (!found && (await isInUse())) return null
  await writeGitPort(folder, gitPort)

  const application = found ?? (await createDemoApplication(folder, await nodeImageTag()))
  // The port may have been taken by another program, or the password lost with the data directory.
  const { url } = await readGitAccess(folder)
  if (state === null || application.repositoryUrl !== url) await updateRemote(folder, application)
  await declareVariables(application)
  const installed = state === null ? await introduce(folder, application) : null
  await deployFirst(application)
  return installed
}

/** Who has applications knows Branchline already. */
const isInUse = async () => (await db.application.findFirst({ select: { id: true } })) !== null

async function introduce(folder: string, application: Application): Promise<InstalledDemo> {
  const accounts = await createAccounts(application.id)
  await writeState(folder, 'installed')
  return { accounts, git: await readGitAccess(folder) }
}

/** Makes the base image and asks for the base in dev, once. Without a Docker Engine the next start tries again. */
async function deployFirst(application: Application) {
  try {
    await ensureBaseImage()
    const actor = { ...systemActor, intention: `demo-first-deployment ${application.id}` }
    const input = DeployInput.parse({ branches: [], note: 'The first deployment of the demo.' })
    const isDeployed = await db.deployment.findFirst({ where: { applicationId: application.id }, select: { id: true } })
    if (!isDeployed) await requestDeployment(actor, { application: application.slug, environment: 'dev' }, input)
  } catch (error) {
    log.warn({ err: error }, 'the demo could not be deployed; the next start tries again')
  }
}
