import { describe, expect, test } from 'vitest'
import { listInputOf, parseAuditSearch } from './search'

describe('the filters of the audit', () => {
  test('nonsense in the address is as if it were not there', () => {
    const search = parseAuditSearch({ actor: ['a', 'b'], action: 'DROP TABLE', application: '../etc', from: 'yesterday' })
    expect(listInputOf(search, 'UTC')).toEqual({})
  })

  test('days begin and end by the reader’s clock', () => {
    const search = parseAuditSearch({ from: '2026-11-20', to: '2026-11-20' })
    expect(listInputOf(search, 'Asia/Shanghai')).toEqual({ from: '2026-11-19T16:00:00.000Z', to: '2026-11-20T15:59:59.999Z' })
  })

  test('a day on which the clocks change has its own length', () => {
    const search = parseAuditSearch({ from: '2026-10-25', to: '2026-10-25' })
    expect(listInputOf(search, 'Europe/Berlin')).toEqual({ from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T22:59:59.999Z' })
  })
})
