import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseSubnet, prefixFor } from '@/lib/docker/subnets'

test('a subnet has room for every slot of the proxy', () => {
  expect(prefixFor(20)).toBe(27)
  expect(prefixFor(200)).toBe(24)
  expect(prefixFor(1)).toBe(28)
})

test('a subnet is chosen by name, and is the same for whoever asks', () => {
  expect(chooseSubnet('bl-a', '10.213.0.0/16', 27, [])).toBe(chooseSubnet('bl-a', '10.213.0.0/16', 27, []))
})

test('what others use is stepped over, whatever its size', () => {
  expect(chooseSubnet('any', '10.0.0.0/24', 25, ['10.0.0.0/28'])).toBe('10.0.0.128/25')
  expect(chooseSubnet('any', '10.0.0.0/24', 25, ['10.0.0.0/16'])).toBeNull()
  expect(chooseSubnet('any', '10.0.0.0/28', 28, ['172.17.0.0/16', 'fd00::/64'])).toBe('10.0.0.0/28')
})

test('a pool gives each of its subnets once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 8, maxLength: 8 }), (names) => {
      const taken: string[] = []
      for (const name of names) taken.push(chooseSubnet(name, '10.9.8.0/24', 27, taken) ?? 'none')
      expect(new Set(taken).size).toBe(8)
      expect(taken).not.toContain('none')
      expect(chooseSubnet('ninth', '10.9.8.0/24', 27, taken)).toBeNull()
    }),
  )
})
