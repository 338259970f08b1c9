import { randomBytes } from 'node:crypto'
import type { Actor } from '@/lib/access/actor'
import { Build, Service } from '@/lib/applications/input'
import { ensureKeyPair } from '@/lib/config/sealing'
import { db, type Prisma } from '@/lib/db'
import { stepsOf } from '@/lib/deployments/status'
import { insertEnvironments } from '@/lib/environments/create-environment'
import { CreateEnvironmentInput, defaultEnvironments } from '@/lib/environments/input'
import { type PinnedBranch, releaseDigest } from '@/lib/releases/release'
import type { Deployment, Environment, Role, Tier, User } from './generated/client'

/** Rows for tests of every kind: whatever is not said gets a value of its own, so that no two rows collide. */
let counter = 0
const unique = () => `${(counter++).toString(36)}${randomBytes(3).toString('hex')}`
export const randomSha = () => randomBytes(20).toString('hex')

/** The row of the installation with its key pair, for everything that seals. */
export async function createInstallation() {
  await db.installation.upsert({ where: { id: 1 }, create: { instanceId: randomBytes(4).toString('hex') }, update: {} })
  await ensureKeyPair()
}

interface UserOf extends Partial<Prisma.UserUncheckedCreateInput> {
  role?: Role
  /** Absent: everywhere. */
  applicationId?: string
  tier?: Tier
}

export function createUser({ role, applicationId, tier, ...given }: UserOf = {}): Promise<User> {
  const name = `user-${unique()}`
  return db.user.create({
    data: {
      email: `${name}@branchline.test`,
      name,
      ...given,
      ...(role && { memberships: { create: { role, applicationId, tier } } }),
    },
  })
}

/** A person with a role, signed in. */
export async function createActor(role: Role, given: Omit<UserOf, 'role'> = {}): Promise<Actor & { userId: string }> {
  const { id, name, email } = await createUser({ ...given, role })
  const membership = { role, applicationId: given.applicationId ?? null, tier: given.tier ?? null }
  return { userId: id, name, email, memberships: [membership], via: 'session', address: '127.0.0.1' }
}

/** An application with the environments dev, test, pre and prod, or those of `environments`. */
export async function createApplication(
  given: Partial<Prisma.ApplicationUncheckedCreateInput> = {},
  environments: Prisma.JsonObject[] | typeof defaultEnvironments = defaultEnvironments,
) {
  const slug = given.slug ?? `app-${unique()}`
  const { environments: _, ...rest } = given
  return db.$transaction(async (tx) => {
    const application = await tx.application.create({
      data: {
        slug,
        name: slug,
        repositoryUrl: `https://git.example/${slug}.git`,
        build: Build.parse({}),
        service: Service.parse({}),
        ...(rest as object),
      },
    })
    const inputs = environments.map((environment) => CreateEnvironmentInput.parse(environment))
    const made = await insertEnvironments(tx, application, inputs)
    return { application, environments: made, ...named(made) }
  })
}

/** The default environments by their names; tests that make others use `environments`. */
function named(environments: Environment[]) {
  const find = (slug: string) => environments.find((environment) => environment.slug === slug) as Environment
  return { dev: find('dev'), test: find('test'), pre: find('pre'), prod: find('prod') }
}

interface ReleaseOf {
  base?: PinnedBranch
  branches?: PinnedBranch[]
  commit?: string
  tree?: string
  recipe?: Build
  configVersion?: number
}

export function createRelease(environment: Pick<Environment, 'id' | 'applicationId'>, given: ReleaseOf = {}) {
  const content = {
    base: given.base ?? { name: 'main', sha: randomSha() },
    branches: given.branches ?? [],
    commit: given.commit ?? randomSha(),
    recipe: given.recipe ?? Build.parse({}),
    configVersion: given.configVersion ?? 0,
  }
  const { base, branches, ...rest } = content
  return db.release.create({
    data: {
      applicationId: environment.applicationId,
      environmentId: environment.id,
      digest: releaseDigest(content),
      baseName: base.name,
      baseSha: base.sha,
      branches: branches as unknown as Prisma.InputJsonArray,
      tree: given.tree ?? randomSha(),
      ...rest,
    },
  })
}

/** A deployment with its waiting steps. `live` and `superseded` get a release of their own when none is given. */
export async function createDeployment(
  environment: Pick<Environment, 'id' | 'applicationId'>,
  given: Partial<Prisma.DeploymentUncheckedCreateInput> = {},
): Promise<Deployment> {
  const { kind = 'deploy', status = 'queued' } = given
  const wasLive = status === 'live' || status === 'superseded'
  const releaseId = given.releaseId ?? (wasLive ? (await createRelease(environment)).id : null)
  return db.deployment.create({
    data: {
      applicationId: environment.applicationId,
      environmentId: environment.id,
      kind,
      status,
      requestedBranches: [],
      requestedByName: 'somebody',
      ...(wasLive && { liveAt: new Date() }),
      steps: { create: stepsOf[kind].map((name, position) => ({ name, position })) },
      ...given,
      releaseId,
    },
  })
}

/** Adds lines to a deployment's log and counts them, as the worker's writer does. */
export async function appendLog(deploymentId: string, texts: string[], step = 'build') {
  return db.$transaction(async (tx) => {
    const { logSeq } = await tx.deployment.update({
      where: { id: deploymentId },
      data: { logSeq: { increment: texts.length } },
      select: { logSeq: true },
    })
    const first = logSeq - texts.length + 1
    await tx.logLine.createMany({
      data: texts.map((text, index) => ({
        deploymentId,
        seq: first + index,
        at: new Date(),
        step,
        level: 'info',
        stream: 'stdout',
        text,
      })),
    })
    return logSeq
  })
}
