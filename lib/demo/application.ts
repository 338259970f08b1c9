import { type Actor, systemActor } from '@/lib/access/actor'
import { can } from '@/lib/access/can'
import { createApplication } from '@/lib/applications/create-application'
import { CreateApplicationInput } from '@/lib/applications/input'
import { updateApplication } from '@/lib/applications/update-application'
import { PutVariablesInput } from '@/lib/config/input'
import { putVariables } from '@/lib/config/put-variables'
import { db } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import type { Application } from '@/prisma/generated/client'
import { demoFolder, ensureGitPassword, gitUsername, readGitPort } from './state'

const slug = 'shop'

export const findDemoApplication = () => db.application.findFirst({ where: { isDemo: true } })

export async function createDemoApplication(folder: string, nodeImage: string): Promise<Application> {
  await createApplication(
    systemActor,
    CreateApplicationInput.parse({
      slug,
      name: 'Shop',
      repository: await readGitAccess(folder),
      build: { args: { NODE_IMAGE: nodeImage } },
      service: { port: 3000, healthPath: '/health' },
      environments,
    }),
    { isDemo: true },
  )
  return db.application.findUniqueOrThrow({ where: { slug } })
}

/** Tells the application where its repository is by now. */
export async function updateRemote(folder: string, application: Application) {
  await updateApplication(systemActor, application.slug, { repository: await readGitAccess(folder) })
}

/** How to clone the demo's repository and push to it. */
export interface GitAccess {
  url: string
  username: string
  password: string
}

export async function readGitAccess(folder: string): Promise<GitAccess> {
  const port = await readGitPort(folder)
  if (!port)
    throw new DomainError('unavailable', "The demo's git server has not been started yet. Start Branchline with npm start.", {
      key: 'demo-not-started',
    })
  return { url: `http://127.0.0.1:${port}/shop.git`, username: gitUsername, password: await ensureGitPassword(folder) }
}

/** For the page of the demo application: null for every other one, and for those who may not push. */
export async function findGitAccess(actor: Actor, application: { id: string; isDemo: boolean }): Promise<GitAccess | null> {
  if (!application.isDemo || !can(actor, 'branch.create', { applicationId: application.id })) return null
  return readGitAccess(demoFolder())
}

/** Small and quick to say no, so that a newcomer who tries the broken branch need not wait. */
const size = { resources: { cpus: 1, memoryMb: 256 }, health: { deadlineMs: 15_000 } }
const tested = { policy: { test: { command: 'node --test --test-concurrency=1', required: true } } }

const environments = [
  { slug: 'dev', name: 'Dev', tier: 'development', purpose: 'Developers try their branches together.', ...size },
  { slug: 'test', name: 'Test', tier: 'testing', purpose: 'QA tests a set of branches in peace.', ...size, ...tested },
  { slug: 'pre', name: 'Pre', tier: 'staging', purpose: 'The last look, with what will go to production.', ...size },
  { slug: 'prod', name: 'Prod', tier: 'production', purpose: 'What customers see. A lead approves.', ...size },
]

/** The two settings the shop knows, ready to be tried. */
export async function declareVariables(application: Application) {
  if (application.configVersion > 0) return
  const items = [
    {
      key: 'GREETING',
      value: null,
      description: 'The headline of the page. Without it the shop says something friendly in the reader’s language.',
      example: 'Two tins for the price of one',
    },
    {
      key: 'THEME',
      value: 'auto',
      description: 'light, dark, or auto: what the reader’s system prefers.',
      example: 'dark',
      pattern: '^(auto|light|dark)$',
    },
  ]
  const input = PutVariablesInput.parse({ items, message: 'Declare what the shop can be told' })
  await putVariables(systemActor, { application: application.slug, environment: null }, input, 0)
}
