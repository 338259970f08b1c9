import type { Role } from '@/prisma/generated/enums'

export type { Role }

/** Each role may also do what the ones before it may. */
export const roles = ['viewer', 'developer', 'qa', 'lead', 'admin'] as const satisfies Role[]

interface Rule {
  /** The least role, below production. */
  role: Role
  /** The least role in a production tier, where it differs. */
  inProduction?: Role
  /** Whoever owns the thing (asked for the deployment, is the person) needs this role only. */
  own?: Role
  /** Concerns the installation, not one application: only a membership everywhere counts. */
  isGlobal?: true
}

/** Every action there is, and who may do it: the table of api.md, "Who may do what". A test walks it. */
export const actions = {
  'application.read': { role: 'viewer' },
  'application.create': { role: 'admin', isGlobal: true },
  'application.update': { role: 'admin' },
  'application.delete': { role: 'admin' },
  'branch.read': { role: 'viewer' },
  'branch.refresh': { role: 'viewer' },
  'branch.create': { role: 'developer' },
  'branch.delete': { role: 'developer' },
  'environment.read': { role: 'viewer' },
  'environment.create': { role: 'lead' },
  'environment.update': { role: 'lead' },
  'environment.delete': { role: 'lead' },
  'environment.stop': { role: 'developer', inProduction: 'lead' },
  'config.read': { role: 'viewer' },
  'config.update': { role: 'developer', inProduction: 'lead' },
  'deployment.read': { role: 'viewer' },
  'deployment.preview': { role: 'viewer' },
  /** In production this is the right to ask; a person who may approve decides. */
  'deployment.deploy': { role: 'developer' },
  'deployment.withdraw': { role: 'developer' },
  'deployment.promote': { role: 'developer' },
  'deployment.restart': { role: 'developer', inProduction: 'lead' },
  'deployment.rollback': { role: 'developer', inProduction: 'lead' },
  'deployment.cancel': { role: 'lead', own: 'developer' },
  'deployment.approve': { role: 'lead' },
  'deployment.skip-test': { role: 'lead' },
  'deployment.override': { role: 'lead' },
  'log.read': { role: 'viewer' },
  'audit.read': { role: 'viewer' },
  'audit.export': { role: 'admin' },
  'member.read': { role: 'lead' },
  'member.update': { role: 'admin' },
  'token.create': { role: 'viewer' },
  'token.delete': { role: 'admin', own: 'viewer' },
  'demo.remove': { role: 'admin', isGlobal: true },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof actions
export const ruleOf = (action: Action): Rule => actions[action]
export const actionNames = Object.keys(actions) as Action[]
