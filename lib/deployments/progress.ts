import type { StepName } from './status'

/** How long the steps of an environment's last deployments took, each and all together; null: no example yet. */
export interface UsualDurations {
  steps: Partial<Record<StepName, { medianMs: number; p90Ms: number }>>
  totalMs: { medianMs: number; p90Ms: number } | null
}

export interface TimedStep {
  name: StepName
  status: 'waiting' | 'running' | 'done' | 'skipped' | 'failed'
  startedAt: string | null
  finishedAt: string | null
}

/** Waiting for a person has no usual time, and what follows the switch nobody waits for. */
const isWork = ({ name }: { name: StepName }) => name !== 'approve' && name !== 'drain'

/** How long a step took, or works by now; null before it began. */
export function spentMs({ startedAt, finishedAt }: Pick<TimedStep, 'startedAt' | 'finishedAt'>, now: number): number | null {
  if (!startedAt) return null
  return Math.max(0, (finishedAt ? Date.parse(finishedAt) : now) - Date.parse(startedAt))
}

/** Time until the switch if every step takes its usual time; null when some step to come has no example. */
export function remainingMs(steps: TimedStep[], usual: UsualDurations, now: number): number | null {
  let sum = 0
  for (const step of steps.filter(isWork)) {
    if (step.status !== 'waiting' && step.status !== 'running') continue
    const example = usual.steps[step.name]
    if (!example) return null
    sum += Math.max(0, example.medianMs - (spentMs(step, now) ?? 0))
  }
  return sum
}

/** The work so far is longer than nine of ten deployments took in all. */
export function isLongerThanUsual(steps: TimedStep[], usual: UsualDurations, now: number): boolean {
  return usual.totalMs !== null && workMs(steps, now) > usual.totalMs.p90Ms
}

/** The work of a deployment so far: its steps without the waiting for people, and without what follows the switch. */
export const workMs = (steps: TimedStep[], now: number): number =>
  steps.filter(isWork).reduce((sum, step) => sum + (spentMs(step, now) ?? 0), 0)
