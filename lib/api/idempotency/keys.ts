import { createHash } from 'node:crypto'
import { db } from '@/lib/db'
import { DomainError } from '@/lib/errors'
import { open, type SealedAnswer, type StoredAnswer, seal } from './stored-answer'

/** A request with an Idempotency-Key. `requestHash` covers method, path and body. */
export interface KeyedRequest {
  caller: string
  key: string
  requestHash: string
}

/**
 * What a key says when a request comes with it. `fresh`: nothing was done. `resumed`: a request ended badly, or its
 * process died, and whether it was carried out is to be looked up by `intention`. `answered`: done.
 */
export type KeyState =
  | { state: 'fresh' | 'resumed'; intention: string; createdAt: Date }
  | { state: 'answered'; answer: StoredAnswer }

/** No answer of a POST takes this long: whoever held the key is gone. */
const takeOverAfterSeconds = 60

interface Kept {
  requestHash: string
  response: SealedAnswer | null
  createdAt: Date
  isOver: boolean
}

/** Takes the key before anything is done; one statement decides between two who come at once. Times are the database's. */
export async function takeKey(request: KeyedRequest): Promise<KeyState> {
  const { caller, key, requestHash } = hashed(request)
  const [made] = await db.$queryRaw<{ createdAt: Date }[]>`
    INSERT INTO "IdempotencyKey" AS kept (caller, key, "requestHash") VALUES (${caller}, ${key}, ${requestHash})
    ON CONFLICT (caller, key) DO UPDATE
      SET "requestHash" = excluded."requestHash", status = NULL, response = NULL, "createdAt" = now()
      WHERE kept."createdAt" < now() - interval '24 hours'
    RETURNING "createdAt"`
  if (made) return { state: 'fresh', ...made, intention: intentionOf(caller, key, made.createdAt) }

  const [kept] = await db.$queryRaw<Kept[]>`
    SELECT "requestHash", response, "createdAt",
      status IS NOT NULL OR "createdAt" < now() - make_interval(secs => ${takeOverAfterSeconds}) AS "isOver"
    FROM "IdempotencyKey" WHERE caller = ${caller} AND key = ${key}`
  if (!kept) throw stillRunning()
  if (kept.requestHash !== requestHash) throw otherRequest()
  if (kept.response) return { state: 'answered', answer: open(kept.response, request.key) }
  if (!kept.isOver) throw stillRunning()
  return { state: 'resumed', createdAt: kept.createdAt, intention: intentionOf(caller, key, kept.createdAt) }
}

/** Keeps the answer for whoever asks again within 24 hours. */
export async function keepAnswer(request: KeyedRequest, createdAt: Date, answer: StoredAnswer) {
  const { caller, key } = hashed(request)
  await db.idempotencyKey.updateMany({
    where: { caller, key, createdAt },
    data: { status: answer.status, response: seal(answer, request.key) as object },
  })
}

/** Gives the key back after a request that changed nothing, so that a corrected or later one may use it. */
export async function releaseKey(request: KeyedRequest, createdAt: Date) {
  const { caller, key } = hashed(request)
  await db.idempotencyKey.deleteMany({ where: { caller, key, createdAt, status: null } })
}

/** Says that a request ended without telling whether it was carried out; the next with its key looks first. */
export async function markUncertain(request: KeyedRequest, createdAt: Date) {
  const { caller, key } = hashed(request)
  await db.idempotencyKey.updateMany({ where: { caller, key, createdAt, status: null }, data: { status: 500 } })
}

/** Forgets what nobody may ask for any more. For the sweep. */
export const pruneKeys = () => db.$executeRaw`DELETE FROM "IdempotencyKey" WHERE "createdAt" < now() - interval '24 hours'`

/** The key itself opens the stored answer, so the table has only its hash. */
const hashed = ({ caller, key, requestHash }: KeyedRequest) => ({ caller, key: sha256(key), requestHash })

/** One name for one intention, also when it is carried out a second time; another one for the key's next use. */
const intentionOf = (caller: string, key: string, createdAt: Date) => sha256(`${caller}\n${key}\n${createdAt.toISOString()}`)

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const stillRunning = () =>
  new DomainError('conflict', 'The first request with this Idempotency-Key still runs. Ask again in a moment.', {
    reason: 'still-running',
    retryAfterSeconds: 1,
  })

const otherRequest = () =>
  new DomainError('invalid', 'This Idempotency-Key came with another request before. Use a new key for a new intention.', {
    reason: 'key-reused',
    fields: [{ path: 'Idempotency-Key', message: 'was used for another request' }],
  })
