import { domainToASCII } from 'node:url'
import { DomainError } from '@/lib/errors'
import { isAllowed } from '@/lib/outbound-address'

export interface RepositoryUrl {
  scheme: 'https' | 'http' | 'ssh' | 'git'
  /** Lower case, ASCII, without the brackets of an IPv6 address. */
  host: string
  port: number
  path: string
  /** What git is given: the normalised form, without credentials. */
  href: string
}

const ports = { https: 443, http: 80, ssh: 22, git: 9418 } as const
const longest = 2048
const hostPattern = /^(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*$/i
const userPattern = /^[a-z0-9_][a-z0-9_.-]*$/i

/**
 * Reads the address of a git repository by allow-list: `https://host/path`, `ssh://user@host/path`, `user@host:path`, and
 * `http://` and `git://` for hosts the operator allowed. Everything else is `invalid`. Where the host's name leads is
 * checked at every use, not here.
 */
export function parseRepositoryUrl(text: string, allowedHosts: string[]): RepositoryUrl {
  if (text.length > longest) throw refuse('url-too-long', 'The repository URL is too long.')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
  if (/[\s\u0000-\u001f\u007f-\u009f\\\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/.test(text)) {
    throw refuse('url-characters', 'The repository URL may not contain spaces, line breaks, backslashes or invisible characters.')
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme === 'https' || scheme === 'http') return parseHttp(scheme, text, allowedHosts)
  if (scheme === 'ssh') return parseSsh(text)
  if (scheme === 'git') return parseGit(text, allowedHosts)
  if (scheme || /^[^@]*::/.test(text)) throw unknownForm()
  return parseScp(text)
}

function parseHttp(scheme: 'https' | 'http', text: string, allowedHosts: string[]): RepositoryUrl {
  const url = /^https?:\/\/[^/?#]/i.test(text) && URL.canParse(text) ? new URL(text) : null
  if (!url) throw unknownForm()
  if (url.username || url.password || /^https?:\/\/[^/]*@/i.test(text)) throw credentialsInside()
  if (url.search || url.hash || /[?#]/.test(text)) throw refuse('url-query', 'The repository URL may not contain ? or #.')
  const host = checkedHost(url.hostname)
  const port = url.port ? Number(url.port) : ports[scheme]
  if (scheme === 'http') requireAllowed('http', host, port, allowedHosts)
  return { scheme, host, port, path: checkedPath(url.pathname), href: url.href }
}

function parseSsh(text: string): RepositoryUrl {
  const { user = 'git', host, port, path } = parseAuthority('ssh', text)
  return { scheme: 'ssh', host, port, path, href: `ssh://${user}@${bracketed(host)}:${port}${path}` }
}

function parseGit(text: string, allowedHosts: string[]): RepositoryUrl {
  const { user, host, port, path } = parseAuthority('git', text)
  if (user !== undefined) throw credentialsInside()
  requireAllowed('git', host, port, allowedHosts)
  return { scheme: 'git', host, port, path, href: `git://${bracketed(host)}:${port}${path}` }
}

/** `ssh:` and `git:` are not special to the URL standard, which would keep any text as their host. */
function parseAuthority(scheme: 'ssh' | 'git', text: string) {
  const match = /^[a-z]+:\/\/(?:([^@/]*)@)?(\[[^\]]*\]|[^:/@]*)(?::(\d{1,5}))?(\/.*)$/i.exec(text)
  if (!match) throw unknownForm()
  const [, user, host = '', port, path = ''] = match
  if (user?.includes(':')) throw credentialsInside()
  if (user !== undefined && !userPattern.test(user)) throw unknownForm()
  return { user, host: checkedHost(host), port: checkedPort(port, ports[scheme]), path: checkedPath(path) }
}

/** `git@host:path`: the path counts from the login's folder, so it cannot be written as an `ssh://` URL. */
function parseScp(text: string): RepositoryUrl {
  const match = /^([^@:/]+)@(\[[^\]]*\]|[^:/@[\]]+):(.+)$/.exec(text)
  if (!match) throw unknownForm()
  const [, user = '', hostText = '', pathText = ''] = match
  if (!userPattern.test(user)) throw unknownForm()
  const host = checkedHost(hostText)
  const path = checkedPath(pathText)
  return { scheme: 'ssh', host, port: ports.ssh, path, href: `${user}@${bracketed(host)}:${path}` }
}

function checkedHost(text: string) {
  if (/^\[[0-9a-f:.]+\]$/i.test(text) && URL.canParse(`https://${text}/`)) return text.slice(1, -1).toLowerCase()
  const host = text.includes('%') ? '' : domainToASCII(text)
  if (!host || host.length > 253 || !hostPattern.test(host))
    throw refuse('url-host', 'The host in the repository URL is not a valid host name.')
  return host.toLowerCase()
}

function checkedPath(path: string) {
  if (path.startsWith('-') || path.startsWith('/-'))
    throw refuse('url-dash', 'The path in the repository URL may not begin with a dash.')
  if (/^\/*$/.test(path)) throw refuse('url-no-path', 'The repository URL names a host but no repository.')
  if (/%(?:00|0a|0d)/i.test(path))
    throw refuse('url-characters', 'The path in the repository URL contains a forbidden character.')
  return path
}

function checkedPort(text: string | undefined, fallback: number) {
  const port = text === undefined ? fallback : Number(text)
  if (port < 1 || port > 65_535) throw refuse('url-port', 'The port in the repository URL must be between 1 and 65535.')
  return port
}

function requireAllowed(scheme: string, host: string, port: number, allowedHosts: string[]) {
  if (isAllowed(host, port, allowedHosts)) return
  throw refuse(
    'url-unencrypted',
    `${scheme}:// is not encrypted and is accepted only for hosts in BRANCHLINE_ALLOWED_HOSTS. Use https:// or ssh://.`,
    { scheme },
  )
}

const bracketed = (host: string) => (host.includes(':') ? `[${host}]` : host)

const refuse = (key: string, message: string, params: Record<string, string> = {}) =>
  new DomainError('invalid', message, { reason: 'repository-url', key, params, fields: [{ path: 'repository.url', message }] })

const unknownForm = () =>
  refuse('url-form', 'Write the repository URL as https://host/path, ssh://git@host/path or git@host:path.')

const credentialsInside = () =>
  refuse(
    'url-credentials',
    'Leave user name, password and token out of the repository URL: they have fields of their own, which are encrypted.',
  )
