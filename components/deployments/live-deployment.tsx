'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { LogBuffer } from '@/components/logs/log-buffer'
import { useEventStream } from '@/components/logs/use-event-stream'
import type { StatusView, StepView } from '@/lib/deployments/follow-deployment'
import type { LineView } from '@/lib/deployments/list-lines'
import type { UsualDurations } from '@/lib/deployments/progress'
import { isPending } from '@/lib/deployments/status'
import type { DeploymentView } from '@/lib/deployments/view'

interface Live {
  deployment: DeploymentView
  usual: UsualDurations
  log: LogBuffer
  /** Since when the news do not come. */
  lostAt: number | null
  /** Everything that was written before the page was opened is here. */
  isCaughtUp: boolean
  /** When the server made the page, in ms. */
  servedAt: number
}

const Context = createContext<Live | null>(null)

export function useLiveDeployment(): Live {
  const live = useContext(Context)
  if (!live) throw new Error('useLiveDeployment needs a LiveDeployment around it')
  return live
}

interface LiveDeploymentProps extends Pick<Live, 'deployment' | 'usual' | 'servedAt'> {
  children: ReactNode
}

/** Hears of one deployment for everything inside: its log, its steps, what becomes of it. Tabs come and go; this stays. */
export function LiveDeployment({ deployment: served, usual, servedAt, children }: LiveDeploymentProps) {
  const [log] = useState(() => new LogBuffer())
  const [steps, setSteps] = useState<Record<string, StepView>>({})
  const [status, setStatus] = useState<StatusView | null>(null)
  const deployment: DeploymentView = {
    ...served,
    ...status,
    steps: served.steps.map((step) => steps[step.name] ?? step),
  }
  const lostAt = useEventStream(`/api/v1/deployments/${served.id}/events`, {
    events: {
      log: ({ seq, step, ...line }: LineView) => log.add({ ...line, id: seq, group: step }),
      step: (step: StepView) => setSteps((before) => ({ ...before, [step.name]: step })),
      status: setStatus,
    },
    isOver: () => !isPending(deployment.status) && deployment.steps.every((step) => step.status !== 'running'),
  })
  return <Context value={{ deployment, usual, log, lostAt, servedAt, isCaughtUp: status !== null }}>{children}</Context>
}
