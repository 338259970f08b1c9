const compact = (uuid: string) => uuid.replaceAll('-', '')

/** Names follow from ids alone, so that a step which runs again finds what its first run made. */
export const containerName = (instanceId: string, replicaId: string) => `bl-${instanceId}-${compact(replicaId)}`
export const networkName = (instanceId: string, environmentId: string) => `bl-${instanceId}-${compact(environmentId)}`
export const oneOffName = (instanceId: string, deploymentId: string, step: string) =>
  `bl-${instanceId}-${compact(deploymentId)}-${step}`
/** One for each build: a tag that moved on would leave the image before it to anybody's prune. */
export const imageTag = (instanceId: string, deploymentId: string) => `branchline/${instanceId}:${compact(deploymentId)}`

const keys = {
  instance: 'branchline.instance',
  application: 'branchline.application',
  environment: 'branchline.environment',
  deployment: 'branchline.deployment',
  replica: 'branchline.replica',
  /** The step that a one-off container works for; empty for a replica. */
  step: 'branchline.step',
  release: 'branchline.release',
  commit: 'org.opencontainers.image.revision',
} as const

export type LabelName = keyof typeof keys
export type Labels = Record<string, string>
export type KnownLabels = Partial<Record<LabelName, string>>

/**
 * Labels for a container, network or image. Every key of ours is always written, empty when it does not apply: a container inherits
 * the labels of its image, and a Dockerfile could otherwise smuggle in one that it was not given.
 */
export const labels = (known: KnownLabels & { instance: string }): Labels =>
  Object.fromEntries(Object.entries(keys).map(([name, key]) => [key, known[name as LabelName] ?? '']))

/** The engine's label filter for whatever is known. */
export const labelFilter = (known: KnownLabels): string[] =>
  Object.entries(known).flatMap(([name, value]) => (value ? [`${keys[name as LabelName]}=${value}`] : []))

/** Reads our labels back from a container, network, image or event. */
export const readLabels = (found: Record<string, string> | undefined): KnownLabels =>
  Object.fromEntries(Object.entries(keys).flatMap(([name, key]) => (found?.[key] ? [[name, found[key]]] : []))) as KnownLabels
