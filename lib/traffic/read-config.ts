import { isServerAddress, type Route, type Slot } from './route'

const serverLine = /^ {2}server s(\d+) \[?([0-9a-f.:]+)\]?:(\d+) cookie s\d+ weight (\d+)$/

/**
 * The routes that `renderConfig` and `renderHostsMap` wrote: what lets changed settings keep the routes before the database
 * can be asked. Lines that are not ours, and whatever no longer fits into the pool, are passed over.
 */
export function readRoutes(pool: { backends: number; slots: number }, config: string, hostsMap: string): Route[] {
  const slots = readSlots(config, pool.slots)
  return hostsMap.split('\n').flatMap((line) => {
    const [, host, number] = /^(\S+) env(\d+)$/.exec(line) ?? []
    const backend = Number(number)
    return host && backend <= pool.backends ? [{ backend, host, slots: slots.get(backend) ?? [] }] : []
  })
}

function readSlots(config: string, most: number) {
  const slots = new Map<number, Slot[]>()
  let current: Slot[] = []
  for (const line of config.split('\n')) {
    const backend = /^backend env(\d+)$/.exec(line)?.[1]
    if (backend) {
      current = []
      slots.set(Number(backend), current)
    }
    const [, slot, address, port, weight] = serverLine.exec(line) ?? []
    if (!slot || !address || Number(slot) > most || !isServerAddress(address)) continue
    current.push({
      slot: Number(slot),
      address,
      port: Number(port),
      weight: Number(weight),
      state: Number(weight) ? 'ready' : 'drain',
    })
  }
  return slots
}
