import type { Actor } from '@/lib/access/actor'
import { db } from '@/lib/db'
import type { Action } from './actions'
import type { MembershipOf } from './actor'
import { can, type Resource, requireCan } from './can'

/** Somebody who works on an application, with what makes him or her do so. */
export interface Colleague {
  id: string
  name: string
  memberships: MembershipOf[]
}

/** Everybody who may read an application, by name: whom to ask, whom to wait for. */
export async function listPeople(actor: Actor, applicationId: string): Promise<Colleague[]> {
  requireCan(actor, 'application.read', { applicationId })
  return db.user.findMany({
    where: { isDisabled: false, memberships: { some: { OR: [{ applicationId }, { applicationId: null }] } } },
    select: { id: true, name: true, memberships: { select: { role: true, applicationId: true, tier: true } } },
    orderBy: { name: 'asc' },
    take: 500,
  })
}

/** Those of them who may do a thing there. */
export const whoMay = (people: Colleague[], action: Action, resource: Resource): Colleague[] =>
  people.filter(({ id, name, memberships }) =>
    can({ userId: id, name, email: null, memberships, via: 'session' }, action, resource),
  )
