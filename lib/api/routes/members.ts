import { InviteMemberInput, inviteMember } from '@/lib/access/invite-member'
import { InvitationView, listMembers, MemberView } from '@/lib/access/members'
import { removeMember, UpdateMemberInput, updateMember } from '@/lib/access/update-member'
import { answers, answersNothing, body, createRoute, IdPath, PageQuery, pageSchema, router, z } from '../route'

const tags = ['Members']
const Member = MemberView.meta({ id: 'Member' })

export const members = router()

members.openapi(
  createRoute({
    method: 'get',
    path: '/members',
    tags,
    summary: 'Who has which role where',
    request: { query: PageQuery },
    responses: answers(200, pageSchema(Member), 'A person with two roles is there twice.'),
  }),
  async (c) => c.json(await listMembers(c.get('actor'), c.req.valid('query')), 200),
)

members.openapi(
  createRoute({
    method: 'post',
    path: '/members',
    tags,
    summary: 'Invite somebody',
    request: { body: body(InviteMemberInput) },
    responses: answers(201, InvitationView.extend({ url: z.string() }), 'With the link, which works once and is shown once.'),
  }),
  async (c) => c.json(await inviteMember(c.get('actor'), c.req.valid('json')), 201),
)

members.openapi(
  createRoute({
    method: 'patch',
    path: '/members/{id}',
    tags,
    summary: 'Give a member another role',
    request: { params: IdPath, body: body(UpdateMemberInput) },
    responses: answers(200, Member, 'The member; sessions of the person end.'),
  }),
  async (c) => c.json(await updateMember(c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
)

members.openapi(
  createRoute({
    method: 'delete',
    path: '/members/{id}',
    tags,
    summary: 'Take a role away',
    request: { params: IdPath },
    responses: answersNothing('It is gone; sessions of the person end.'),
  }),
  async (c) => {
    await removeMember(c.get('actor'), c.req.valid('param').id)
    return c.body(null, 204)
  },
)
