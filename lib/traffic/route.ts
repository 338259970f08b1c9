import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { DomainError } from '@/lib/errors'

/**
 * One container of an environment, as the proxy sees it. A new container gets a free slot: when a slot in use changes its address,
 * visitors whose request was running keep their connection to the earlier container for as long as that one lives.
 */
export interface Slot {
  /** 1-based: server `s1`, `s2`, … of the backend. */
  slot: number
  /** Numeric IPv4 or IPv6. Not looked at in `maint`. */
  address: string
  port: number
  /** 0 to 256, relative to the other ready slots of the environment. */
  weight: number
  /** `drain` takes no new visitors but lets sticky ones finish; `maint` takes nothing. Running requests survive both. */
  state: 'ready' | 'drain' | 'maint'
}

/** All that the proxy knows of one environment. Slots left out are in `maint`. */
export interface Route {
  /** 1-based: backend `env1`, `env2`, … */
  backend: number
  /** Lower-case host name without port. */
  host: string
  slots: Slot[]
}

export const backendName = (backend: number) => `env${backend}`
export const serverName = (slot: number) => `s${slot}`

/** Whatever passes can stand in a configuration line, a map or a command as it is. */
export const isHostName = (text: string) =>
  text.length <= 253 && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/.test(text)

// To HAProxy an unspecified address means "where the visitor wanted to go", which is the proxy itself.
const refusedRanges = new Set(['unspecified', 'broadcast', 'multicast', 'linkLocal', 'ipv4Mapped'])

export const isServerAddress = (text: string) => isIP(text) !== 0 && !refusedRanges.has(ipaddr.parse(text).range())

/** One spelling per address, the one HAProxy prints. */
export const canonicalAddress = (address: string) => (isIP(address) === 6 ? ipaddr.parse(address).toString() : address)

/** The slots that answer requests, with the weight they answer with: to drain is to weigh nothing. */
export const servingSlots = (route: Pick<Route, 'slots'>) =>
  route.slots
    .filter((slot) => slot.state !== 'maint')
    .map((slot) => ({
      slot: slot.slot,
      address: canonicalAddress(slot.address),
      port: slot.port,
      weight: slot.state === 'drain' ? 0 : slot.weight,
    }))

/** Throws `invalid` on anything that HAProxy would refuse, misread or send to the wrong place. */
export function requireRoutes(pool: { backends: number; slots: number }, routes: Route[]) {
  const hosts = new Set<string>()
  const backends = new Set<number>()
  for (const { host, backend, slots } of routes) {
    if (!isHostName(host)) refuse(`${JSON.stringify(host)} is not a host name: lower-case letters, digits, dots and hyphens.`)
    if (!isWithin(1, backend, pool.backends))
      refuse(`${host} has place ${backend} of the proxy's ${pool.backends}. Raise BRANCHLINE_PROXY_BACKENDS and restart.`)
    if (hosts.has(host)) refuse(`Two environments answer to ${host}.`)
    if (backends.has(backend)) refuse(`Two environments share the proxy's backend ${backend}.`)
    hosts.add(host)
    backends.add(backend)
    requireSlots(pool.slots, host, slots)
  }
}

function requireSlots(most: number, host: string, slots: Slot[]) {
  const seen = new Set<number>()
  for (const { slot, state, address, port, weight } of slots) {
    const where = `Slot ${slot} of ${host}`
    if (!isWithin(1, slot, most)) refuse(`${where} is beyond the proxy's ${most}. Raise BRANCHLINE_PROXY_SLOTS and restart.`)
    if (seen.has(slot)) refuse(`${where} is given twice.`)
    seen.add(slot)
    if (state === 'maint') continue
    if (!isServerAddress(address)) refuse(`${where} needs a container's numeric address, not ${JSON.stringify(address)}.`)
    if (!isWithin(1, port, 65535)) refuse(`${where} needs a port from 1 to 65535, not ${port}.`)
    if (!isWithin(0, weight, 256)) refuse(`${where} needs a weight from 0 to 256, not ${weight}.`)
  }
}

const isWithin = (least: number, value: number, most: number) => Number.isInteger(value) && value >= least && value <= most

function refuse(message: string): never {
  throw new DomainError('invalid', message, { reason: 'invalid-route' })
}
