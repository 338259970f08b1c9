import { z } from 'zod'
import type { Prisma } from '@/lib/db'
import { env } from '@/lib/env'
import { BranchPin, publicUrl } from '@/lib/releases/release'
import { keptWords, Words } from '@/lib/words'
import { type StepName, statuses, stepNames } from './status'

const when = z.iso.datetime().nullable()
const told = { code: z.string(), message: z.string(), ...Words.shape }

/** A deployment as api.md says; the pages read the same shape. */
export const DeploymentView = z.object({
  id: z.uuid(),
  number: z.int(),
  application: z.string(),
  environment: z.string(),
  kind: z.enum(['deploy', 'rollback', 'promote', 'withdraw', 'restart']),
  status: z.enum(statuses as [string, ...string[]]),
  release: z
    .object({
      digest: z.string(),
      base: z.object({ name: z.string(), sha: z.string() }),
      branches: z.array(z.object({ name: z.string(), sha: z.string() })),
      commit: z.string(),
      tree: z.string(),
      imageId: z.string().nullable(),
      configVersion: z.int(),
    })
    .nullable(),
  requestedBranches: z.array(BranchPin),
  replaces: z.uuid().nullable(),
  /** The deployment whose release this one brings back or copies. */
  source: z.uuid().nullable(),
  url: z.string(),
  steps: z.array(
    z.object({
      name: z.enum(stepNames),
      status: z.enum(['waiting', 'running', 'done', 'skipped', 'failed']),
      startedAt: when,
      finishedAt: when,
      attempts: z.int(),
      error: z.object(told).nullable(),
    }),
  ),
  error: z.object({ ...told, step: z.string().nullable() }).nullable(),
  approvals: z.array(
    z.object({
      by: z.object({ id: z.uuid(), name: z.string() }),
      decision: z.enum(['approved', 'rejected']),
      digest: z.string(),
      at: z.iso.datetime(),
      comment: z.string(),
      voided: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
    }),
  ),
  requestedBy: z.object({ id: z.uuid().nullable(), name: z.string() }),
  note: z.string(),
  cancelRequestedAt: when,
  queuedAt: z.iso.datetime(),
  startedAt: when,
  liveAt: when,
  finishedAt: when,
  queuePosition: z.int().nullable(),
  etaMs: z.int().nullable(),
  traffic: z.object({ weight: z.int() }),
})
export type DeploymentView = z.infer<typeof DeploymentView> & { status: (typeof statuses)[number] }

export const deploymentInclude = {
  application: { select: { slug: true } },
  environment: { select: { slug: true, domain: true, tier: true } },
  release: true,
  steps: { orderBy: { position: 'asc' } },
  approvals: { orderBy: { at: 'asc' }, include: { user: { select: { id: true, name: true } } } },
} satisfies Prisma.DeploymentInclude

export type DeploymentRow = Prisma.DeploymentGetPayload<{ include: typeof deploymentInclude }>

/** `queuePosition`: how many deployments of the environment go first, plus one; null when it does not wait. */
export function viewDeployment(
  row: DeploymentRow,
  waiting: { queuePosition: number | null; etaMs: number | null } = { queuePosition: null, etaMs: null },
): DeploymentView {
  return {
    id: row.id,
    number: row.number,
    application: row.application.slug,
    environment: row.environment.slug,
    kind: row.kind,
    status: row.status,
    release: row.release && {
      digest: row.release.digest,
      base: { name: row.release.baseName, sha: row.release.baseSha },
      branches: row.release.branches as { name: string; sha: string }[],
      commit: row.release.commit,
      tree: row.release.tree,
      imageId: row.imageId,
      configVersion: row.release.configVersion,
    },
    requestedBranches: row.requestedBranches as BranchPin[],
    replaces: row.replacesId,
    source: row.sourceId,
    url: publicUrl(row.environment.domain, env()),
    steps: row.steps.map((step) => ({
      name: step.name as StepName,
      status: step.status,
      startedAt: iso(step.startedAt),
      finishedAt: iso(step.finishedAt),
      attempts: step.attempts,
      error: step.error ? viewStepError(step.error as { code: string; message: string }) : null,
    })),
    error: row.errorCode ? { ...viewError(row.errorCode, row.errorMessage ?? '', row.errorWords), step: row.errorStep } : null,
    approvals: row.approvals.map((approval) => ({
      by: { id: approval.user.id, name: approval.user.name },
      decision: approval.decision,
      digest: approval.digest,
      at: approval.at.toISOString(),
      comment: approval.comment,
      voided: approval.voidedAt && { at: approval.voidedAt.toISOString(), reason: approval.voidReason ?? '' },
    })),
    requestedBy: { id: row.requestedById, name: row.requestedByName },
    note: row.note,
    cancelRequestedAt: iso(row.cancelRequestedAt),
    queuedAt: row.queuedAt.toISOString(),
    startedAt: iso(row.startedAt),
    liveAt: iso(row.liveAt),
    finishedAt: iso(row.finishedAt),
    ...waiting,
    traffic: { weight: row.status === 'live' ? 100 : 0 },
  }
}

const viewError = (code: string, message: string, words: unknown) => ({ code, message, ...keptWords(words, code) })

/** A step keeps the words with its error. */
const viewStepError = (error: { code: string; message: string }) => viewError(error.code, error.message, error)

const iso = (date: Date | null) => date?.toISOString() ?? null
