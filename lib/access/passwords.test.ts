import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './passwords'

test('a password is kept as argon2id, salted, and proves itself', async () => {
  const [first, second] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(first).not.toBe(second)
  expect(await verifyPassword(first, 'correct horse')).toBe(true)
  expect(await verifyPassword(first, 'correct horsf')).toBe(false)
})

test.each([
  ['too short', 'elevenchars'],
  ['too long in bytes', '密'.repeat(342)],
])('a password that is %s is refused with its field', async (_, password) => {
  await expect(hashPassword(password, 'next')).rejects.toMatchObject({ reason: 'password-length', fields: [{ path: 'next' }] })
})

test('nobody signs in without a hash, not even with the password of nobody', async () => {
  expect(await verifyPassword(null, 'nobody has this password')).toBe(false)
})

test('a megabyte of password costs no more than a short one', async () => {
  const passwordHash = await hashPassword('correct horse')
  const timeOf = async (password: string) => {
    const startedAt = performance.now()
    expect(await verifyPassword(passwordHash, password)).toBe(false)
    return performance.now() - startedAt
  }
  await timeOf('warm up')
  const long = await timeOf('x'.repeat(1024 * 1024))
  expect(long).toBeLessThan(5 * (await timeOf('short')) + 20)
})
