import { backendName, type Route, serverName, servingSlots } from './route'
import type { HostEntry, ServerState } from './runtime-state'

export const hostsMapName = 'hosts.map'

/**
 * The commands that bring servers and hosts to the wanted state, none when they have it. In one line they are a switch without a
 * gap: what begins to serve is ready before the host points to it, and only then does anything leave.
 */
export function switchCommands(route: Route, servers: ServerState[], hosts: HostEntry[]) {
  const { enter, leave } = slotCommands(route.backend, servingSlots(route), servers)
  const own = backendName(route.backend)
  return [...enter, ...hostCommands([route], hosts, (entry) => entry.backendName === own), ...leave]
}

export function slotCommands(backend: number, wanted: ReturnType<typeof servingSlots>, servers: ServerState[]) {
  const bySlot = new Map(wanted.map((slot) => [slot.slot, slot]))
  const enter: string[] = []
  const leave: string[] = []
  for (const server of servers) {
    const target = `set server ${backendName(backend)}/${serverName(server.slot)}`
    const slot = bySlot.get(server.slot)
    if (!slot) {
      if (!server.isMaint) leave.push(`${target} state maint`)
      continue
    }
    const isLess = server.isReady && slot.weight < server.weight
    if (server.address !== slot.address || server.port !== slot.port)
      enter.push(`${target} addr ${slot.address} port ${slot.port}`)
    if (server.weight !== slot.weight) (isLess ? leave : enter).push(`${target} weight ${slot.weight}`)
    if (!server.isReady) enter.push(`${target} state ready`)
  }
  return { enter, leave }
}

/** Entries that no route wants are removed where `isOurs` says so. A key may stand in the map twice: `set map` mends both. */
export function hostCommands(routes: Route[], entries: HostEntry[], isOurs: (entry: HostEntry) => boolean) {
  const wanted = new Map(routes.map((route) => [route.host, backendName(route.backend)]))
  const known = new Set(entries.map((entry) => entry.host))
  const wrong = new Set(entries.filter((entry) => wanted.get(entry.host) !== entry.backendName).map((entry) => entry.host))
  const stale = new Set(entries.filter((entry) => !wanted.has(entry.host) && isOurs(entry)).map((entry) => entry.host))
  const point = [...wanted]
    .filter(([host]) => !known.has(host) || wrong.has(host))
    .map(([host, name]) => `${known.has(host) ? 'set' : 'add'} map ${hostsMapName} ${host} ${name}`)
  return [...point, ...[...stale].map((host) => `del map ${hostsMapName} ${host}`)]
}
