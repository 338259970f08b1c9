import { expect, test } from 'vitest'
import { isAllowed, isPublicAddress, resolveOutbound } from './outbound-address'

test.each([
  '127.0.0.1',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::7f00:1',
  'fd00::1',
  'fe80::1',
  'fec0::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  'not an address',
])('%s is not public', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['8.8.8.8', '140.82.121.4', '2606:4700::1111', '::ffff:8.8.8.8'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each(['127.0.0.1', 'localhost', 'localhost.', '[::1]', '169.254.169.254'])(
  '%s is refused where it is used',
  async (host) => {
    await expect(resolveOutbound(host, 443, [])).rejects.toMatchObject({ code: 'invalid', reason: 'address-refused' })
  },
)

test('a public address is its own answer', async () => {
  expect(await resolveOutbound('8.8.8.8', 443, [])).toEqual(['8.8.8.8'])
})

test('an operator allows a host, a host with a port, an address, or a range', async () => {
  expect(await resolveOutbound('localhost', 80, ['localhost'])).toContain('127.0.0.1')
  expect(await resolveOutbound('localhost', 8080, ['localhost:8080'])).toContain('127.0.0.1')
  expect(await resolveOutbound('localhost', 8080, ['127.0.0.0/8'])).toEqual(['127.0.0.1'])
  expect(await resolveOutbound('127.0.0.1', 8080, ['127.0.0.1:8080'])).toEqual(['127.0.0.1'])
  expect(await resolveOutbound('[::1]', 80, ['[::1]:80'])).toEqual(['::1'])
  await expect(resolveOutbound('localhost', 81, ['localhost:8080'])).rejects.toMatchObject({ reason: 'address-refused' })
})

test('a name without an address is unavailable', async () => {
  await expect(resolveOutbound('nowhere.invalid', 443, [])).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'remote-unknown-host',
  })
})

test('an entry allows itself alone', () => {
  expect(isAllowed('git.corp', 443, ['git.corp'])).toBe(true)
  expect(isAllowed('GIT.corp.', 443, ['git.corp'])).toBe(true)
  expect(isAllowed('evil-git.corp', 443, ['git.corp'])).toBe(false)
  expect(isAllowed('git.corp.evil', 443, ['git.corp'])).toBe(false)
  expect(isAllowed('10.0.0.9', 443, ['10.0.0.0/29'])).toBe(false)
})
