import { describe, expect, test } from 'vitest'
import type { Role } from '@/prisma/generated/enums'
import { type Action, actionNames, roles } from './actions'
import type { Actor, MembershipOf } from './actor'
import { can, requireCan } from './can'

const own = 'application-own'
const other = 'application-other'

/**
 * "Who may do what" of api.md, written down a second time: [least role below production, in production, for one's own].
 * An action without a line here does not compile.
 */
const table: Record<Action, [Role, Role, Role?]> = {
  'application.read': ['viewer', 'viewer'],
  'application.create': ['admin', 'admin'],
  'application.update': ['admin', 'admin'],
  'application.delete': ['admin', 'admin'],
  'branch.read': ['viewer', 'viewer'],
  'branch.refresh': ['viewer', 'viewer'],
  'branch.create': ['developer', 'developer'],
  'branch.delete': ['developer', 'developer'],
  'environment.read': ['viewer', 'viewer'],
  'environment.create': ['lead', 'lead'],
  'environment.update': ['lead', 'lead'],
  'environment.delete': ['lead', 'lead'],
  'environment.stop': ['developer', 'lead'],
  'config.read': ['viewer', 'viewer'],
  'config.update': ['developer', 'lead'],
  'deployment.read': ['viewer', 'viewer'],
  'deployment.preview': ['viewer', 'viewer'],
  'deployment.deploy': ['developer', 'developer'],
  'deployment.withdraw': ['developer', 'developer'],
  'deployment.promote': ['developer', 'developer'],
  'deployment.restart': ['developer', 'lead'],
  'deployment.rollback': ['developer', 'lead'],
  'deployment.cancel': ['lead', 'lead', 'developer'],
  'deployment.approve': ['lead', 'lead'],
  'deployment.skip-test': ['lead', 'lead'],
  'deployment.override': ['lead', 'lead'],
  'log.read': ['viewer', 'viewer'],
  'audit.read': ['viewer', 'viewer'],
  'audit.export': ['admin', 'admin'],
  'member.read': ['lead', 'lead'],
  'member.update': ['admin', 'admin'],
  'token.create': ['viewer', 'viewer'],
  'token.delete': ['admin', 'admin', 'viewer'],
  'demo.remove': ['admin', 'admin'],
}

/** What only a membership everywhere gives. */
const ofTheInstallation: Action[] = ['application.create', 'demo.remove']

const reaches = (role: Role, needed: Role) => roles.indexOf(role) >= roles.indexOf(needed)
const session = (membership: MembershipOf): Actor => ({
  userId: 'me',
  name: 'me',
  email: null,
  memberships: [membership],
  via: 'session',
})
const memberOfOwn = (role: Role) => session({ role, applicationId: own, tier: null })
const memberEverywhere = (role: Role) => session({ role, applicationId: null, tier: null })
const byToken = (actor: Actor, scopes: string[], tokenApplicationId: string | null = null): Actor => ({
  ...actor,
  via: 'token',
  scopes,
  tokenApplicationId,
})

test('the table has a line for every action there is', () => {
  expect(Object.keys(table).sort()).toEqual([...actionNames].sort())
})

describe.each(actionNames)('%s', (action) => {
  const [below, inProduction, forOwner] = table[action]
  const isGlobal = ofTheInstallation.includes(action)
  const noun = `${action.split('.')[0]}.*`

  test.each(roles)('as %s', (role) => {
    const actor = memberOfOwn(role)
    const inTesting = { applicationId: own, tier: 'testing' } as const
    const inProd = { applicationId: own, tier: 'production' } as const
    const grantedBelow = !isGlobal && reaches(role, below)
    const grantedInProduction = !isGlobal && reaches(role, inProduction)

    // A member of one application: there, elsewhere, and over the installation.
    expect(can(actor, action, { applicationId: own })).toBe(grantedBelow)
    expect(can(actor, action, inTesting)).toBe(grantedBelow)
    expect(can(actor, action, inProd)).toBe(grantedInProduction)
    expect(can(actor, action, { applicationId: other, tier: 'testing' })).toBe(false)
    expect(can(actor, action, { applicationId: other, ownerId: 'me' })).toBe(false)
    expect(can(actor, action)).toBe(false)

    // Somebody else's thing is as if it had no owner; one's own may need less.
    expect(can(actor, action, { ...inTesting, ownerId: 'somebody' })).toBe(grantedBelow)
    expect(can(actor, action, { ...inTesting, ownerId: 'me' })).toBe(grantedBelow || (!!forOwner && reaches(role, forOwner)))

    // A member everywhere.
    expect(can(memberEverywhere(role), action, { applicationId: other })).toBe(reaches(role, below))
    expect(can(memberEverywhere(role), action, { applicationId: other, tier: 'production' })).toBe(reaches(role, inProduction))
    expect(can(memberEverywhere(role), action)).toBe(reaches(role, below))

    // A member of one tier acts there alone.
    const tester = session({ role, applicationId: own, tier: 'testing' })
    expect(can(tester, action, inTesting)).toBe(grantedBelow)
    expect(can(tester, action, inProd)).toBe(false)
    expect(can(tester, action, { applicationId: own })).toBe(grantedBelow && below === 'viewer')

    // A token: what its person may, where its scope says so, and nowhere but in its application.
    for (const scope of [action, noun, '*']) {
      expect(can(byToken(actor, [scope]), action, inTesting)).toBe(grantedBelow)
      expect(can(byToken(actor, [scope]), action, inProd)).toBe(grantedInProduction)
      expect(can(byToken(actor, [scope]), action, { applicationId: other })).toBe(false)
      expect(can(byToken(memberEverywhere(role), [scope], own), action, { applicationId: other })).toBe(false)
      expect(can(byToken(memberEverywhere(role), [scope], own), action)).toBe(false)
    }
    const othersScopes = actionNames.filter((name) => name !== action)
    expect(can(byToken(memberEverywhere(role), othersScopes), action, inTesting)).toBe(false)
    expect(can(byToken(memberEverywhere(role), []), action, inTesting)).toBe(false)
  })

  test('without any membership', () => {
    const stranger: Actor = { ...memberOfOwn('admin'), memberships: [] }
    expect(can(stranger, action, { applicationId: own, ownerId: 'me' })).toBe(false)
    expect(can(stranger, action)).toBe(false)
  })
})

test('who may not read an application is told that it does not exist, who may is told the role that is missing', () => {
  const act = (actor: Actor) => () => requireCan(actor, 'config.update', { applicationId: own, tier: 'production' }, 'This')
  expect(act(session({ role: 'admin', applicationId: other, tier: null }))).toThrow(/does not exist, or you may not see it/)
  expect(act(memberOfOwn('developer'))).toThrow(/needs the role lead/)
})
