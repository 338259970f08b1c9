import { z } from 'zod'
import { BranchPin } from '@/lib/releases/release'
import { BranchName, paragraph, Slug } from '@/lib/text'

/** A name alone means "its head when the deployment is fetched". */
const BranchChoice = z.union([BranchName.transform((name) => ({ name })), BranchPin])

/** Fields that the contract names and this version does not build: answered as such, and never silently ignored. */
const notBuilt = <Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, z.unknown().optional()])) as Record<Name, z.ZodOptional<z.ZodUnknown>>

/** The set an environment shall contain, in merge order. */
const BranchSet = z
  .array(BranchChoice)
  .max(200)
  .transform((branches): BranchPin[] => branches)
  .refine((branches) => new Set(branches.map(({ name }) => name)).size === branches.length, 'a branch is there twice')

const note = paragraph(2000).default('')

export const PreviewInput = z.strictObject({ branches: BranchSet })
export type PreviewInput = z.infer<typeof PreviewInput>

export const DeployInput = z.strictObject({
  branches: BranchSet,
  /** The deployment whose set the ticks started from; null: there was none. Absent: not checked. */
  basedOn: z.uuid().nullish(),
  note,
  skipTest: z.boolean().default(false),
  ...notBuilt('strategy', 'at', 'expiresAt', 'override'),
})
export type DeployInput = z.infer<typeof DeployInput>

export const WithdrawInput = z.strictObject({ branches: z.array(BranchName).min(1).max(200), note })
export type WithdrawInput = z.infer<typeof WithdrawInput>

export const PromoteInput = z.strictObject({ from: Slug, note })
export type PromoteInput = z.infer<typeof PromoteInput>

export const RollbackInput = z.strictObject({ to: z.uuid().optional(), reason: note })
export type RollbackInput = z.infer<typeof RollbackInput>

export const ApproveInput = z.strictObject({ digest: z.string().max(100), comment: note })
export type ApproveInput = z.infer<typeof ApproveInput>

export const RejectInput = z.strictObject({
  comment: paragraph(2000).pipe(z.string().min(1, 'say why, so that the asker knows what to change')),
})
export type RejectInput = z.infer<typeof RejectInput>

/** Which environment: `{app}/{env}` of every path. */
export interface Place {
  application: string
  environment: string
}
