import { lookup } from 'node:dns/promises'
import { setTimeout as wait } from 'node:timers/promises'
import ipaddr from 'ipaddr.js'
import { DomainError } from './errors'

const lookupTimeoutMs = 10_000
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * The addresses a name has now and may be reached at: public ones, and those the operator allowed. The caller connects to
 * these and to nothing else, since a second look-up may answer differently. Throws `unavailable` for a name without an
 * address and `invalid` for one that has only forbidden ones.
 */
export async function resolveOutbound(host: string, port: number, allowedHosts: string[]): Promise<string[]> {
  const addresses = await addressesOf(host)
  const allowed = addresses.filter((address) => isPublicAddress(address) || isAllowed(host, port, allowedHosts, address))
  if (allowed.length > 0) return allowed
  throw new DomainError(
    'invalid',
    `${host} is a private or local address (${addresses[0]}). An operator can allow it with BRANCHLINE_ALLOWED_HOSTS.`,
    { reason: 'address-refused', params: { host } },
  )
}

/** Whether the operator named this host: as `host`, `host:port`, an address, or a CIDR range around one of its addresses. */
export function isAllowed(host: string, port: number, allowedHosts: string[], address = host): boolean {
  const name = bare(host)
  const parsed = parseAddress(address)
  return allowedHosts.some((entry) => {
    const [entryHost, entryPort] = splitPort(entry)
    if (entryPort !== undefined && entryPort !== port) return false
    if (bare(entryHost) === name) return true
    if (!parsed) return false
    const range = parseRange(entryHost)
    return range !== null && range[0].kind() === parsed.kind() && parsed.match(range)
  })
}

/** True for addresses of the public internet alone: no private, loopback, link-local, shared, mapped or tunnelled ones. */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text)
  if (address?.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || address.match(globalUnicast)
}

async function addressesOf(host: string): Promise<string[]> {
  const literal = parseAddress(host)
  if (literal) return [literal.toString()]
  const timeout = new AbortController()
  try {
    const found = await Promise.race([
      lookup(bare(host), { all: true }),
      wait(lookupTimeoutMs, undefined, { signal: timeout.signal, ref: false }).then(() => {
        throw new Error('no answer from the name server')
      }),
    ])
    return found.map(({ address }) => address)
  } catch (cause) {
    throw new DomainError(
      'unavailable',
      `The host ${host} was not found. Check its name, or try again when the network is back.`,
      {
        reason: 'remote-unknown-host',
        params: { host },
        cause,
      },
    )
  } finally {
    timeout.abort()
  }
}

const bare = (host: string) =>
  host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')

/** A mapped IPv4 address counts as the IPv4 address it is. */
function parseAddress(text: string) {
  const literal = bare(text)
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(literal) || ipaddr.IPv6.isValid(literal)
  return isAddress ? ipaddr.process(literal) : null
}

function parseRange(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  const address = parseAddress(text)
  return address && [address, address.kind() === 'ipv4' ? 32 : 128]
}

function splitPort(entry: string): [string, number | undefined] {
  const match = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry)
  return match ? [match[1] as string, Number(match[2])] : [entry, undefined]
}
