import { expect, test } from 'vitest'
import { DomainError, isDatabaseAway } from './errors'

const withCode = (code: string) => Object.assign(new Error('something went wrong'), { code })

test.each([
  ['a connection that was refused', withCode('ECONNREFUSED')],
  ['a server that shuts down', withCode('57P01')],
  ['a server that starts up', withCode('57P03')],
  ['too many connections', withCode('53300')],
  ['a connection that ended in the middle of a query', new Error('Connection terminated unexpectedly')],
  [
    'a connection that ended between two queries of a transaction',
    new Error('Client has encountered a connection error and is not queryable'),
  ],
  [
    'what Prisma makes of it',
    Object.assign(new Error('Invalid invocation'), {
      code: 'P2010',
      meta: { driverAdapterError: { cause: { originalCode: '57P01' } } },
    }),
  ],
  ['a cause of a cause', new Error('a', { cause: new Error('b', { cause: withCode('EPIPE') }) })],
])('%s is a database that is away', (_, error) => {
  expect(isDatabaseAway(error)).toBe(true)
})

test.each([
  ['a broken rule of the database', withCode('23505')],
  ['a refusal of ours', new DomainError('conflict', 'It is too late.')],
  ['a mistake of ours', new TypeError('x is not a function')],
  ['nothing', null],
])('%s is not', (_, error) => {
  expect(isDatabaseAway(error)).toBe(false)
})
