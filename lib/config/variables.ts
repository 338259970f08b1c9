import { z } from 'zod'
import type { db, Tx } from '@/lib/db'
import type { ConfigLayer, Environment } from '@/prisma/generated/client'

/** A variable as it is kept: a secret has `sealed` and `fingerprint` in place of `value`. */
export interface StoredVariable {
  key: string
  value: string | null
  sealed: string | null
  fingerprint: string | null
  secret: boolean
  use: 'runtime' | 'build'
  required: boolean
  description: string
  example: string
  pattern: string | null
}

/** A variable as people see it: secrets are write-only. */
export const VariableView = z.object({
  key: z.string(),
  value: z.string().nullable(),
  secret: z.boolean(),
  fingerprint: z.string().nullable(),
  use: z.enum(['runtime', 'build']),
  required: z.boolean(),
  description: z.string(),
  example: z.string(),
  pattern: z.string().nullable(),
})
export type VariableView = z.infer<typeof VariableView>

export const viewVariable = ({ sealed: _, ...variable }: StoredVariable): VariableView => variable

/** Whose variables: an application's, or one environment's. */
export interface LayerOf {
  applicationId: string
  environmentId: string | null
}

/** The newest state of one layer. */
export async function readLayer(
  client: Tx | typeof db,
  { applicationId, environmentId }: LayerOf,
): Promise<{ version: number; items: StoredVariable[] }> {
  const row = await client.configVersion.findFirst({
    where: { applicationId, environmentId, layer: environmentId ? 'environment' : 'application' },
    orderBy: { version: 'desc' },
  })
  return { version: row?.version ?? 0, items: (row?.items ?? []) as unknown as StoredVariable[] }
}

export type ResolvedVariable = StoredVariable & { from: ConfigLayer; missing: boolean }

/** An environment's configuration: what application, tier and environment say, the later winning. `version` names it all. */
export interface ResolvedConfig {
  version: number
  variables: ResolvedVariable[]
}

const layers: ConfigLayer[] = ['application', 'tier', 'environment']

/** The configuration an environment has now, or had at `atVersion` (what a release names). */
export async function resolveConfig(
  client: Tx | typeof db,
  environment: Pick<Environment, 'id' | 'applicationId' | 'tier'>,
  atVersion = 2_147_483_647,
): Promise<ResolvedConfig> {
  const rows = await client.configVersion.findMany({
    where: {
      applicationId: environment.applicationId,
      version: { lte: atVersion },
      OR: [
        { layer: 'application' },
        { layer: 'tier', tier: environment.tier },
        { layer: 'environment', environmentId: environment.id },
      ],
    },
    orderBy: { version: 'desc' },
    distinct: ['layer'],
  })
  rows.sort((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer))
  const byKey = new Map<string, ResolvedVariable>()
  for (const { layer, items } of rows) {
    for (const item of items as unknown as StoredVariable[]) {
      const below = byKey.get(item.key)
      const hasValue = item.value !== null || item.sealed !== null
      // A layer that only declares a key leaves the value of the layer below it.
      const merged = hasValue || !below ? { ...item, from: layer } : { ...below, required: item.required || below.required }
      byKey.set(item.key, { ...merged, missing: merged.required && merged.value === null && merged.sealed === null })
    }
  }
  return {
    version: Math.max(0, ...rows.map(({ version }) => version)),
    variables: [...byKey.values()].sort((a, b) => a.key.localeCompare(b.key)),
  }
}

export interface ConfigChange {
  added: string[]
  changed: string[]
  removed: string[]
}

/** Keys that differ. Secrets are compared by fingerprint. */
export function compareConfig(before: StoredVariable[], after: StoredVariable[]): ConfigChange {
  const meaning = (variable: StoredVariable) =>
    JSON.stringify([variable.value, variable.fingerprint, variable.secret, variable.use])
  const old = new Map(before.map((variable) => [variable.key, meaning(variable)]))
  const now = new Map(after.map((variable) => [variable.key, meaning(variable)]))
  return {
    added: [...now.keys()].filter((key) => !old.has(key)),
    changed: [...now.keys()].filter((key) => old.has(key) && old.get(key) !== now.get(key)),
    removed: [...old.keys()].filter((key) => !now.has(key)),
  }
}
