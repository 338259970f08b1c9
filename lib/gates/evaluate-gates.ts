import { resolveConfig } from '@/lib/config/variables'
import { db } from '@/lib/db'
import { Policy } from '@/lib/environments/input'
import { DomainError } from '@/lib/errors'
import type { BranchPin } from '@/lib/releases/release'
import type { Environment } from '@/prisma/generated/client'
import { approvalGate } from './approval'
import { configGate } from './config'
import type { Gate } from './gate'
import { orderGate } from './order'
import { serverGate } from './server'

/** What somebody wants to deploy, as far as it is known: the commit only after a merge. */
export interface Candidate {
  branches: BranchPin[]
  commit?: string | null
  /** Names the configuration; absent: as it is now. */
  configVersion?: number
}

/** Asks every gate of an environment: in the preview, when a deployment is asked for, and again before it goes on. */
export async function evaluateGates(environment: Environment, candidate: Candidate): Promise<Gate[]> {
  const policy = Policy.parse(environment.policy)
  const [order, { variables }, server] = await Promise.all([
    orderGate(environment, policy, candidate),
    resolveConfig(db, environment, candidate.configVersion),
    serverGate(),
  ])
  return [approvalGate(policy), ...order, configGate(variables), server]
}

/** Throws for the first gate that blocks; its code is the contract's. A server that is away only delays. */
export function requireOpenGates(gates: Gate[]) {
  const blocking = gates.find((gate) => gate.state === 'block')
  if (!blocking) return
  const { code: reason, key, params, message } = blocking
  throw new DomainError('conflict', message, { reason, key, params })
}
