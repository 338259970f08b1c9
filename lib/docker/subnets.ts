import { createHash } from 'node:crypto'
import ipaddr from 'ipaddr.js'

interface Range {
  first: number
  last: number
}

const asNumber = (address: ipaddr.IPv4) => address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0)
const asText = (number: number) => [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.')

function asRange(cidr: string): Range | null {
  const [address, bits] = ipaddr.parseCIDR(cidr)
  if (!(address instanceof ipaddr.IPv4)) return null
  const size = 2 ** (32 - bits)
  const first = Math.floor(asNumber(address) / size) * size
  return { first, last: first + size - 1 }
}

/** The prefix length of the smallest subnet with room for so many containers, besides its own three addresses and some one-off containers. */
export const prefixFor = (containers: number) => 32 - Math.ceil(Math.log2(containers + 8))

/**
 * The first free subnet of the pool, searched from a place that follows from `name`: two who make the same network at once choose the
 * same subnet, so that the engine refuses one of them. Null when the pool is used up.
 */
export function chooseSubnet(name: string, pool: string, prefix: number, inUse: string[]): string | null {
  const range = asRange(pool)
  if (!range) return null
  const taken = inUse.map(asRange).filter((other) => other !== null)
  const size = 2 ** (32 - prefix)
  const count = Math.floor((range.last - range.first + 1) / size)
  const start = createHash('sha256').update(name).digest().readUInt32BE(0) % Math.max(count, 1)
  for (let step = 0; step < count; step++) {
    const first = range.first + ((start + step) % count) * size
    const isFree = taken.every((other) => other.last < first || other.first > first + size - 1)
    if (isFree) return `${asText(first)}/${prefix}`
  }
  return null
}
