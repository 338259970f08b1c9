import { z } from 'zod'
import { patchOf } from '@/lib/patch'
import { BranchName, HostName, lineOfText, paragraph, Slug, UrlPath } from '@/lib/text'

const ms = (least: number, most: number) => z.int().min(least).max(most)
const day = 86_400_000

export const Tier = z.enum(['development', 'testing', 'staging', 'production'])
export const Role = z.enum(['viewer', 'developer', 'qa', 'lead', 'admin'])

export const Resources = z.strictObject({
  cpus: z.number().min(0.05).max(64).default(1),
  memoryMb: z.int().min(16).max(262_144).default(512),
})
export type Resources = z.infer<typeof Resources>

export const Strategy = z.strictObject({
  kind: z.enum(['rolling', 'blue-green', 'canary', 'recreate']).default('blue-green'),
  steps: z
    .array(z.strictObject({ weight: z.int().min(0).max(100), pauseMs: ms(0, day).nullable() }))
    .max(20)
    .default([]),
  /** How long running requests and sockets may go on after the switch. */
  drainMs: ms(0, 3_600_000).default(10_000),
  /** How long the replaced release stays running, out of traffic, for an instant return. */
  keepWarmMs: ms(0, day).default(600_000),
})
export type Strategy = z.infer<typeof Strategy>

export const Health = z.strictObject({
  path: UrlPath.default('/'),
  intervalMs: ms(50, 60_000).default(200),
  timeoutMs: ms(50, 60_000).default(3000),
  successes: z.int().min(1).max(20).default(1),
  deadlineMs: ms(500, 3_600_000).default(60_000),
  /** How long a release is watched after the switch; one that dies in this time goes back by itself. */
  watchMs: ms(0, 3_600_000).default(5000),
  liveness: z.null().default(null),
})
export type Health = z.infer<typeof Health>

const ApprovalRule = z.strictObject({
  required: z.int().min(1).max(10).default(1),
  roles: z.array(Role).default(['lead']),
  members: z.array(z.uuid()).max(50).default([]),
  allowSelf: z.boolean().default(false),
  allowCommitters: z.boolean().default(true),
  expiresMs: ms(60_000, 30 * day).default(day),
})
export type ApprovalRule = z.infer<typeof ApprovalRule>

export const Policy = z.strictObject({
  approvals: z.array(ApprovalRule).max(5).default([]),
  requireLiveIn: z
    .array(z.strictObject({ environment: Slug, forMs: ms(0, 30 * day).default(0), signOff: z.boolean().default(false) }))
    .max(10)
    .default([]),
  autoDeploy: z
    .strictObject({
      enabled: z.boolean().default(false),
      branches: z.array(BranchName).max(200).default([]),
      followHeads: z.boolean().default(false),
    })
    .prefault({}),
  build: z.enum(['each-deployment', 'reuse']).default('each-deployment'),
  test: z.strictObject({ command: lineOfText(1000).nullable().default(null), required: z.boolean().default(true) }).prefault({}),
  keepReleases: z.int().min(1).max(100).default(10),
})
export type Policy = z.infer<typeof Policy>

const command = lineOfText(1000).nullable().default(null)
export const Commands = z.strictObject({ migrate: command, smoke: command, afterSwitch: command })
export type Commands = z.infer<typeof Commands>

const fields = {
  name: lineOfText(80).pipe(z.string().min(1)),
  purpose: paragraph(500),
  ownerId: z.uuid().nullable(),
  tier: Tier,
  position: z.int().min(1).max(1000),
  domain: HostName,
  replicas: z.int().min(1).max(9),
}

export const CreateEnvironmentInput = z.strictObject({
  slug: Slug,
  ...z.object(fields).partial().shape,
  tier: Tier,
  resources: Resources.prefault({}),
  strategy: Strategy.prefault({}),
  health: patchOf(Health).optional(),
  policy: patchOf(Policy).optional(),
  commands: Commands.prefault({}),
})
export type CreateEnvironmentInput = z.infer<typeof CreateEnvironmentInput>

/** What is absent stays; the parts of a nested object likewise. */
export const UpdateEnvironmentInput = z.strictObject({
  ...z.object(fields).partial().shape,
  resources: patchOf(Resources).optional(),
  strategy: patchOf(Strategy).optional(),
  health: patchOf(Health).optional(),
  policy: patchOf(Policy).optional(),
  commands: patchOf(Commands).optional(),
})
export type UpdateEnvironmentInput = z.infer<typeof UpdateEnvironmentInput>

type TierName = z.infer<typeof Tier>

/** What a tier does by itself: production asks a lead and wants the staging environment first; what was tested is what ships. */
export function policyFor(tier: TierName, stagingSlug: string | null, given: Partial<z.input<typeof Policy>> = {}): Policy {
  const isProduction = tier === 'production'
  return Policy.parse({
    approvals: isProduction ? [{}] : [],
    requireLiveIn: isProduction && stagingSlug ? [{ environment: stagingSlug }] : [],
    build: isProduction || tier === 'staging' ? 'reuse' : 'each-deployment',
    ...given,
  })
}

/** The line a new application gets. */
export const defaultEnvironments: { slug: string; name: string; tier: TierName }[] = [
  { slug: 'dev', name: 'Dev', tier: 'development' },
  { slug: 'test', name: 'Test', tier: 'testing' },
  { slug: 'pre', name: 'Pre', tier: 'staging' },
  { slug: 'prod', name: 'Prod', tier: 'production' },
]
