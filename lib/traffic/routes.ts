import { env } from '@/lib/env'
import { hostCommands, hostsMapName, slotCommands, switchCommands } from './differences'
import { ensureProxyFiles, prepareRoutes, saveRoutes } from './proxy-files'
import { proxyPaths, proxySettings } from './proxy-settings'
import { backendName, type Route, requireRoutes, servingSlots } from './route'
import { ProxyError, sendCommands } from './runtime-socket'
import { parseHosts, parseServersState, parseStats } from './runtime-state'

const ownSettings = () => proxySettings(env())

/**
 * Switches the traffic of one environment and makes the files say the same, so that a restarted proxy does too. A disk that is full
 * refuses before traffic moves.
 * `allRoutes` are the wanted routes of every environment; this one's place among them is taken by `route`.
 * **The caller holds the environment's row lock and one PostgreSQL lock for all proxy files** (see `saveRoutes`).
 * Killed anywhere, the next `assertRoutes` converges. Returns the commands that were needed.
 */
export async function applyRoute(route: Route, allRoutes: Route[], settings = ownSettings()) {
  const all = [...allRoutes.filter((other) => other.backend !== route.backend), route]
  const save = await prepareRoutes(all, settings)
  const commands = await switchRoute(route, settings)
  await save()
  return commands
}

/** The switch alone, some milliseconds: in one command line the new slots become ready and the old ones leave. */
export async function switchRoute(route: Route, settings = ownSettings()) {
  requireRoutes(settings, [route])
  const { socket } = proxyPaths(settings)
  const { servers, hosts } = await readBackend(route, socket)
  requirePlaces(route, servers.length)
  const commands = switchCommands(route, servers, hosts)
  await sendCommands(socket, commands)
  return commands
}

/** Takes an environment out of the proxy: its host answers 404, what runs is finished. Locks as in `applyRoute`. */
export const removeRoute = (backend: number, allRoutes: Route[], settings = ownSettings()) =>
  assertRoutes(
    allRoutes.filter((route) => route.backend !== backend),
    settings,
  )

/**
 * Brings the running proxy and its files to exactly these routes and returns what it had to mend: commands and file names, empty
 * when all was right. Backends and hosts that no route names are taken out of traffic. Locks as in `applyRoute`.
 */
export async function assertRoutes(all: Route[], settings = ownSettings()) {
  requireRoutes(settings, all)
  const { socket } = proxyPaths(settings)
  const [state = '', hosts = ''] = await sendCommands(socket, ['show servers state', `show map ${hostsMapName}`])
  const backends = parseServersState(state)
  const wanted = new Map(all.map((route) => [backendName(route.backend), route]))
  for (const [name, route] of wanted) requirePlaces(route, backends.get(name)?.length ?? 0)

  const slots = [...backends].map(([name, servers]) =>
    slotCommands(Number(name.slice('env'.length)), servingSlots(wanted.get(name) ?? { slots: [] }), servers),
  )
  const commands = [
    ...slots.flatMap(({ enter }) => enter),
    ...hostCommands(all, parseHosts(hosts), () => true),
    ...slots.flatMap(({ leave }) => leave),
  ]
  await sendCommands(socket, commands)
  return [...commands, ...(await saveRoutes(all, settings))]
}

/** Running requests and sockets of each slot; a slot that drains is done at 0. */
export async function sessionsBySlot(backend: number, settings = ownSettings()) {
  return new Map((await backendStats(backend, settings)).map(({ slot, sessions }) => [slot, sessions]))
}

/** Counters and average times of each slot: the signal that aborts a canary. */
export async function backendStats(backend: number, settings = ownSettings()) {
  const [answer = ''] = await sendCommands(proxyPaths(settings).socket, [`show stat ${backendName(backend)} 4 -1`])
  return parseStats(answer)
}

/** Writes what the proxy needs to start, with the process's own settings. The launcher passes settings to `ensureProxyFiles`. */
export const writeInitialConfig = () => ensureProxyFiles(ownSettings())

async function readBackend(route: Route, socket: string) {
  const name = backendName(route.backend)
  try {
    const [state = '', hosts = ''] = await sendCommands(socket, [`show servers state ${name}`, `show map ${hostsMapName}`])
    return { servers: parseServersState(state).get(name) ?? [], hosts: parseHosts(hosts) }
  } catch (error) {
    if (error instanceof ProxyError && error.kind === 'refused') throw poolIsSmaller(route, error)
    throw error
  }
}

function requirePlaces(route: Route, slotsDeclared: number) {
  const needed = Math.max(1, ...servingSlots(route).map((slot) => slot.slot))
  if (slotsDeclared < needed) throw poolIsSmaller(route)
}

const poolIsSmaller = (route: Route, cause?: ProxyError) =>
  new ProxyError(
    'refused',
    `The proxy was started with a smaller pool and has no place for ${route.host}. Restart it to give it the present settings.`,
    { key: 'proxy-pool-smaller', params: { host: route.host }, cause },
  )
