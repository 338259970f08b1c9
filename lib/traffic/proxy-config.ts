import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { DomainError } from '@/lib/errors'
import { ownPages, renderPage } from './pages'
import { type ProxySettings, proxyPaths } from './proxy-settings'
import { backendName, type Route, requireRoutes, serverName, servingSlots } from './route'

/**
 * The whole haproxy.cfg: every backend and slot declared ahead, with the given routes as their state, so that a restarted
 * proxy serves them at once. Nothing in it needs root. Throws `invalid` on settings or routes that cannot be written safely.
 */
export function renderConfig(settings: ProxySettings, routes: Route[]) {
  requireSettings(settings)
  requireRoutes(settings, routes)
  return render(settings, routes, settingsFingerprint(settings))
}

/** `host backend` lines; environments that serve nothing are named too, so that they answer 503 and not 404. */
export const renderHostsMap = (routes: Route[]) =>
  sorted(routes)
    .map((route) => `${route.host} ${backendName(route.backend)}\n`)
    .join('')

/** Short name of everything a running proxy cannot learn without a restart. It carries it as its `description`. */
export const settingsFingerprint = (settings: ProxySettings) =>
  createHash('sha256')
    .update(render(settings, [], ''))
    .update(ownPages.map(([, page]) => renderPage(page)).join(''))
    .digest('hex')
    .slice(0, 12)

function render(settings: ProxySettings, routes: Route[], fingerprint: string) {
  const byBackend = new Map(routes.map((route) => [route.backend, route]))
  const backends = Array.from({ length: settings.backends }, (_, index) =>
    renderBackend(index + 1, byBackend.get(index + 1), settings.slots),
  )
  return [renderGlobal(settings, fingerprint), renderDefaults(settings), renderFrontend(settings), ...backends].join('\n')
}

// noreuseport: without it a second proxy on the same port starts silently and takes half of the visitors.
// no strict-limits: with few file descriptors the proxy warns and serves fewer connections instead of refusing to start.
const renderGlobal = (
  settings: ProxySettings,
  fingerprint: string,
) => `# Written by Branchline from its database. Changes made here are lost.
global
  description ${fingerprint}
  default-path config
  maxconn 8000
  no strict-limits
  noreuseport
  hard-stop-after 30s
  stats socket '${proxyPaths(settings).socket}' mode 600 level admin
  stats maxconn 64
  stats timeout 30s
${settings.logTarget ? `  log ${settings.logTarget} local0\n` : ''}`

// Only a connection that was never made is tried again, on another container when there is one: nothing is ever sent twice.
const renderDefaults = (settings: ProxySettings) => `defaults
  mode http
  maxconn 8000
  balance roundrobin
  http-reuse safe
  retries 3
  option redispatch 1
  option dontlognull
${settings.logTarget ? '  log global\n  option httplog\n' : ''}  timeout http-request 30s
  timeout http-keep-alive 75s
  timeout connect 3s
  timeout queue 30s
  timeout client 1h
  timeout server 1h
  timeout tunnel 24h
  timeout client-fin 30s
  timeout server-fin 30s
${ownPages
  .filter(([status]) => status !== 404)
  .map(([status]) => `  http-error ${pageReply(status)}\n`)
  .join('')}`

// Forwarding headers are believed only when a proxy we trust sends them. `Proxy` is never wanted: CGI takes it for a variable.
const renderFrontend = ({ bind, httpPort, trustedProxies }: ProxySettings) => `frontend applications
${bind.map((address) => `  bind ${isIP(address) === 6 ? `[${address}]:${httpPort} v6only` : `${address}:${httpPort}`}\n`).join('')}
  http-request set-var(txn.backend) req.hdr(host),field(1,:),rtrim(.),lower,map(hosts.map)
  http-request return ${pageReply(404)} unless { var(txn.backend) -m found }
  acl is_trusted src ${trustedProxies.length ? trustedProxies.join(' ') : '255.255.255.255'}
${['X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'X-Forwarded-Port', 'X-Real-IP', 'Forwarded']
  .map((header) => `  http-request del-header ${header} unless is_trusted\n`)
  .join('')}  http-request del-header Proxy
  http-request set-header X-Forwarded-Proto http unless { req.hdr(X-Forwarded-Proto) -m found }
  http-request set-header X-Forwarded-Host %[req.hdr(host)] unless { req.hdr(X-Forwarded-Host) -m found }
  option forwardfor
  use_backend %[var(txn.backend)]
`

function renderBackend(backend: number, route: Route | undefined, slots: number) {
  const serving = new Map(servingSlots(route ?? { slots: [] }).map((slot) => [slot.slot, slot]))
  const servers = Array.from({ length: slots }, (_, index) => {
    const name = serverName(index + 1)
    const slot = serving.get(index + 1)
    if (!slot) return `  server ${name} 0.0.0.0:0 cookie ${name} disabled\n`
    const host = isIP(slot.address) === 6 ? `[${slot.address}]` : slot.address
    return `  server ${name} ${host}:${slot.port} cookie ${name} weight ${slot.weight}\n`
  })
  return `backend ${backendName(backend)}\n${servers.join('')}`
}

function pageReply(status: number) {
  const page = ownPages.find(([known]) => known === status)?.[1]
  if (!page) throw new Error(`There is no page for ${status}.`)
  const headers = `hdr Retry-After ${page.retryAfterSeconds} hdr Cache-Control no-store`
  return `status ${status} content-type "text/html; charset=utf-8" file ${page.file} ${headers}`
}

const sorted = (routes: Route[]) => [...routes].sort((a, b) => a.backend - b.backend)

// HAProxy binds a temporary name beside the socket first, which leaves 97 bytes for the name itself.
const longestSocketPath = 97

function requireSettings(settings: ProxySettings) {
  const { socket } = proxyPaths(settings)
  if (!/^\/[^'\p{Cc}]*$/u.test(socket))
    refuse(`The data directory must be an absolute path without quotes: ${JSON.stringify(settings.folder)}.`)
  if (Buffer.byteLength(socket) > longestSocketPath)
    refuse(`The data directory's path is too long for a Unix socket: ${socket}. Choose a shorter BRANCHLINE_DATA_DIR.`)
  if (!settings.bind.length || settings.bind.some((address) => !isIP(address)))
    refuse('The proxy listens on numeric addresses only.')
  if (settings.trustedProxies.some((range) => !isIP(range) && !ipaddr.isValidCIDR(range)))
    refuse('Trusted proxies are addresses and CIDR ranges.')
  if (settings.logTarget !== null && !/^127\.0\.0\.1:\d{1,5}$/.test(settings.logTarget))
    refuse('The proxy sends its log lines to 127.0.0.1 alone.')
}

function refuse(message: string): never {
  throw new DomainError('invalid', message, { reason: 'invalid-proxy-settings' })
}
