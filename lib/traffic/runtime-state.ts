import { canonicalAddress } from './route'

/** What a running proxy says of one server. */
export interface ServerState {
  slot: number
  address: string
  port: number
  weight: number
  /** Neither in maintenance nor forced to drain. */
  isReady: boolean
  isMaint: boolean
}

export interface HostEntry {
  host: string
  backendName: string
}

// Bits of srv_admin_state. Forced, inherited and by resolution; CMAINT (4) only remembers what the file said.
const maintBits = 0x01 | 0x02 | 0x20
const drainBits = 0x08 | 0x10

/** Parses `show servers state`: servers of each backend by its name, in the order of their slots. */
export function parseServersState(answer: string) {
  const [, header = '', ...lines] = answer.split('\n')
  const backends = new Map<string, ServerState[]>()
  const column = columnsOf(header, ' ')
  for (const line of lines) {
    const read = column(line)
    const admin = Number(read('srv_admin_state'))
    const name = read('be_name')
    const servers = backends.get(name) ?? []
    servers.push({
      slot: Number(read('srv_name').slice(1)),
      address: canonicalAddress(read('srv_addr')),
      port: Number(read('srv_port')),
      weight: Number(read('srv_uweight')),
      isReady: (admin & (maintBits | drainBits)) === 0,
      isMaint: (admin & maintBits) !== 0,
    })
    backends.set(name, servers)
  }
  return backends
}

/** Parses `show map`: lines of address, key and value. */
export const parseHosts = (answer: string): HostEntry[] =>
  answer
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, host = '', backendName = ''] = line.split(' ')
      return { host, backendName }
    })

/** Counters of one slot since the proxy started; times are averages of the last 1,024 requests. */
export interface SlotStats {
  slot: number
  /** Requests and sockets running now. */
  sessions: number
  requests: number
  responses4xx: number
  responses5xx: number
  connectErrors: number
  responseErrors: number
  responseMs: number
  totalMs: number
}

/** Parses `show stat <backend> 4 -1`. */
export function parseStats(answer: string): SlotStats[] {
  const [header = '', ...lines] = answer.split('\n')
  const column = columnsOf(header, ',')
  return lines.map((line) => {
    const read = column(line)
    return {
      slot: Number(read('svname').slice(1)),
      sessions: Number(read('scur')),
      requests: Number(read('stot')),
      responses4xx: Number(read('hrsp_4xx')),
      responses5xx: Number(read('hrsp_5xx')),
      connectErrors: Number(read('econ')),
      responseErrors: Number(read('eresp')),
      responseMs: Number(read('rtime')),
      totalMs: Number(read('ttime')),
    }
  })
}

/** Columns are found by the name in the header, since releases add some. */
function columnsOf(header: string, separator: string) {
  const names = header.replace(/^# /, '').split(separator)
  const positions = new Map(names.map((name, position) => [name, position]))
  return (line: string) => {
    const values = line.split(separator)
    return (name: string) => values[positions.get(name) ?? -1] ?? ''
  }
}
