import { DomainError } from '@/lib/errors'
import type { Commands, Policy, Strategy } from './input'

interface Settings {
  strategy?: Partial<Strategy>
  policy?: Partial<Policy>
  commands?: Partial<Commands>
}

/** What the contract names and this version does not do yet: refused when it is asked for, and never silently ignored. */
export function requireBuilt({ strategy, policy, commands }: Settings) {
  const unbuilt = [
    (strategy?.kind === 'canary' || strategy?.kind === 'recreate') && `the strategy ${strategy.kind}`,
    policy?.autoDeploy?.enabled && 'deploying by itself',
    policy?.requireLiveIn?.some(({ signOff }) => signOff) && 'sign-off',
    policy?.approvals?.some(({ allowCommitters }) => !allowCommitters) && 'refusing approval by committers',
    commands?.smoke && 'the smoke command',
    commands?.afterSwitch && 'the command after the switch',
  ].filter(Boolean)
  if (unbuilt.length === 0) return
  const what = unbuilt.join(', ')
  throw new DomainError('not-built', `This version does not know ${what} yet. Leave it out.`, { params: { what } })
}
