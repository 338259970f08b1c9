import type { Prisma, Tx } from '@/lib/db'
import type { StepName } from '@/lib/deployments/status'
import type { Application, Deployment, Environment, Release } from '@/prisma/generated/client'
import type { DeploymentLog } from './deployment-log'

/** What a step knows. Environment and application are as they were when the run began, the deployment as the step before left it. */
export interface StepContext {
  deployment: Deployment
  release: Release | null
  environment: Environment
  application: Application
  signal: AbortSignal
  /** The end of this step's time; the same one after a worker died and another went on. */
  deadline: Date
  log: DeploymentLog
  /**
   * Runs outside effects (Docker, the proxy) while holding the environment's row lock, after checking the fence: a worker
   * that was thought dead is refused here.
   */
  held<T>(effect: (tx: Tx) => Promise<T>): Promise<T>
  /** Saves what was learned, as soon as it is learned. Refused to a worker with an old fence. */
  learn(data: Prisma.DeploymentUncheckedUpdateManyInput): Promise<void>
}

/** What comes after a step. `parked`: people decide, the worker is free. */
export type StepResult = 'done' | 'skipped' | 'parked'

/** One step: look, act, look, record. It may run again after a worker died anywhere in it. */
export interface Step {
  name: StepName
  timeoutMs: number | ((context: Pick<StepContext, 'environment'>) => number)
  run(context: StepContext): Promise<StepResult>
}

export const minutes = (count: number) => count * 60_000
