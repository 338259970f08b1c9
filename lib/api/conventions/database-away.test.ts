import { expect, test } from 'vitest'
import { caller } from '../testing'

// No database was made for this file: the name in DATABASE_URL leads nowhere, as when PostgreSQL is not there.
test('when nobody can check a token the door stays shut, and says when to come back', async () => {
  const url = new URL(process.env.DATABASE_URL as string)
  url.port = '1'
  process.env.DATABASE_URL = url.href
  const response = await caller({ authorization: `Bearer brl_${'x'.repeat(43)}` }).get('/me')
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('5')
  expect(await response.json()).toMatchObject({ code: 'database-unavailable' })
})
