import type { Policy } from '@/lib/environments/input'
import { type Gate, pass, warn } from './gate'

/** Approval never refuses a request: the deployment is built, then waits for people. */
export function approvalGate({ approvals }: Policy): Gate {
  if (approvals.length === 0) return pass('approval', 'approval-none', 'Nobody has to approve.')
  const required = approvals.reduce((sum, rule) => sum + rule.required, 0)
  return warn(
    'approval',
    'approval-needed',
    `After the build ${required === 1 ? 'one person' : `${required} people`} must approve it.`,
    { required },
  )
}
