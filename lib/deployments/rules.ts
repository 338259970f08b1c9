import { type Role, roles } from '@/lib/access/actions'
import type { ApprovalRule } from '@/lib/environments/input'
import type { BranchPin } from '@/lib/releases/release'

/** What an approval is bound to. If any of it changes, the approval is void. */
export interface ApprovedThing {
  digest: string
  imageId: string | null
  replacesId: string | null
}

/** A person's yes, with the roles that person has in the environment now. */
export interface GivenApproval extends ApprovedThing {
  userId: string
  roles: Role[]
  at: Date
}

export const isSameThing = (a: ApprovedThing, b: ApprovedThing) =>
  a.digest === b.digest && a.imageId === b.imageId && a.replacesId === b.replacesId

/** May this person's yes count for a rule? A role includes those above it. */
export function countsFor(rule: ApprovalRule, person: { userId: string; roles: Role[] }, requestedById: string | null): boolean {
  if (!rule.allowSelf && person.userId === requestedById) return false
  if (rule.members.length > 0) return rule.members.includes(person.userId)
  const least = Math.min(...rule.roles.map((role) => roles.indexOf(role)))
  return person.roles.some((role) => roles.indexOf(role) >= least)
}

/** How many more people each rule waits for. Two approvals of one person count as one. */
export function missingApprovals(
  rules: ApprovalRule[],
  given: GivenApproval[],
  thing: ApprovedThing,
  requestedById: string | null,
  now: Date,
): number[] {
  return rules.map((rule) => {
    const valid = given.filter((approval) => {
      const isFresh = now.getTime() - approval.at.getTime() < rule.expiresMs
      return isFresh && isSameThing(approval, thing) && countsFor(rule, approval, requestedById)
    })
    return Math.max(0, rule.required - new Set(valid.map(({ userId }) => userId)).size)
  })
}

/** What would be undone if `wanted` replaced a set that grew since the asker looked. */
export function lostBranches(wanted: BranchPin[], seen: BranchPin[], current: BranchPin[]): string[] {
  const seenNames = new Set(seen.map(({ name }) => name))
  const wantedNames = new Set(wanted.map(({ name }) => name))
  return current.map(({ name }) => name).filter((name) => !seenNames.has(name) && !wantedNames.has(name))
}

/** Equal sets: the same branches in the same order, commits aside. */
export const isSameSet = (a: BranchPin[], b: BranchPin[]) =>
  a.length === b.length && a.every(({ name }, index) => name === b[index]?.name)
