import { open } from '@/lib/config/sealing'
import { resolveConfig } from '@/lib/config/variables'
import { db, type Tx } from '@/lib/db'
import { labels } from '@/lib/docker/names'
import { instanceId } from '@/lib/installation'
import type { Secret } from '@/lib/secret'
import type { Release } from '@/prisma/generated/client'
import type { StepContext } from './pipeline/step'

/** The variables a release's containers get: its own configuration snapshot, and what Branchline tells them. */
export async function containerEnvironment(
  context: Pick<StepContext, 'application' | 'environment'> & { log?: Pick<StepContext['log'], 'redact'> },
  release: Release,
  client: Tx | typeof db = db,
): Promise<Record<string, string>> {
  const { variables } = await resolveConfig(client, context.environment, release.configVersion)
  const runtime = variables.filter(({ use }) => use === 'runtime')
  const secrets = new Map<string, Secret>(runtime.flatMap(({ key, sealed }) => (sealed ? [[key, open(sealed)]] : [])))
  context.log?.redact([...secrets.values()])
  const values = runtime.flatMap(({ key, value }) => {
    const text = secrets.get(key)?.unwrap() ?? value
    return text === null ? [] : [[key, text]]
  })
  return {
    ...Object.fromEntries(values),
    BRANCHLINE_APPLICATION: context.application.slug,
    BRANCHLINE_ENVIRONMENT: context.environment.slug,
    BRANCHLINE_RELEASE: release.digest,
    BRANCHLINE_COMMIT: release.commit,
    BRANCHLINE_BRANCHES: (release.branches as { name: string }[]).map(({ name }) => name).join(' '),
  }
}

/** Labels of everything a deployment makes. */
export const labelsFor = (
  { deployment, release }: Pick<StepContext, 'deployment' | 'release'>,
  more: { replica?: string; step?: string } = {},
) =>
  labels({
    instance: instanceId(),
    application: deployment.applicationId,
    environment: deployment.environmentId,
    deployment: deployment.id,
    release: release?.digest,
    commit: release?.commit,
    ...more,
  })

export function requireRelease(context: Pick<StepContext, 'release'>): Release {
  if (!context.release) throw new Error('this step comes after the merge')
  return context.release
}
