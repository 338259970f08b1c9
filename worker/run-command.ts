import type { StepName } from '@/lib/deployments/status'
import { networkName, oneOffName } from '@/lib/docker/names'
import { ensureNetwork } from '@/lib/docker/networks'
import { runOnce } from '@/lib/docker/run-once'
import { Resources } from '@/lib/environments/input'
import { DomainError } from '@/lib/errors'
import { instanceId } from '@/lib/installation'
import { containerEnvironment, labelsFor, requireRelease } from './container-environment'
import type { StepContext } from './pipeline/step'

/** Runs one of the team's own commands in a container of the new image, beside what serves. Its exit code decides. */
export async function runCommand(context: StepContext, step: StepName, command: string) {
  const { deployment, environment, log, signal, deadline } = context
  const release = requireRelease(context)
  log.info(`$ ${command}`)
  const network = networkName(instanceId(), environment.id)
  const env = await containerEnvironment(context, release)
  // Held only until the network stands: the command may take minutes, and nothing of it touches what serves.
  await context.held(() => ensureNetwork(network, labelsFor({ deployment, release: null })))
  const { exitCode, oomKilled } = await runOnce(
    {
      name: oneOffName(instanceId(), deployment.id, step),
      imageId: deployment.imageId as string,
      command,
      env,
      labels: labelsFor(context, { step }),
      network,
      resources: Resources.parse(environment.resources),
    },
    { onLine: log.output, signal, timeoutMs: deadline.getTime() - Date.now() },
  )
  if (exitCode === 0) return
  const cause = oomKilled ? 'used more memory than the environment allows' : `ended with exit code ${exitCode}`
  throw new DomainError('invalid', `The command "${command}" ${cause}. Its output is in the log of the step ${step}.`, {
    reason: `${step}-failed`,
    key: oomKilled ? 'command-out-of-memory' : `${step}-failed`,
    params: { command, exitCode },
  })
}
