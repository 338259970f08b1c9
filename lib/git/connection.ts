import { writeFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DomainError } from '@/lib/errors'
import { resolveOutbound } from '@/lib/outbound-address'
import type { Secret } from '@/lib/secret'
import { parseRepositoryUrl, type RepositoryUrl } from './repository-url'
import { makeScratch } from './scratch'

export interface Remote {
  url: string
  username?: string | null
  password?: Secret | null
  sshKey?: Secret | null
  /** What the server was recognised by so far, in known_hosts format; without it the first answer is believed. */
  hostKeys?: string | null
}

export interface Connection {
  url: RepositoryUrl
  /** A folder of its own, gone with the connection. */
  dir: string
  /** The address that was checked, which is the one git connects to. */
  address: string
  env: Record<string, string>
  config: Record<string, string>
  /** Takes secrets out of what git or the server wrote. */
  redact(text: string): string
  /** known_hosts lines after a successful ssh connection. */
  hostKeys(): Promise<string | undefined>
  close(): Promise<void>
}

/** Bytes per second, for so many seconds: longer than a server is silent while it packs a large repository. */
const lowSpeed = { 'http.lowSpeedLimit': '2000', 'http.lowSpeedTime': '60' }

/** git asks one question per call, naming what it wants; the answers are in the environment of this one process tree. */
const askpassScript = `#!/bin/sh
case $1 in
  Username*) printf '%s\\n' "$BRANCHLINE_GIT_USERNAME" ;;
  *) printf '%s\\n' "$BRANCHLINE_GIT_PASSWORD" ;;
esac
`

/** git calls it with the arguments it would give to ssh; all that is added is our own configuration file. */
const sshScript = `#!/bin/sh
exec ssh -F "$BRANCHLINE_SSH_CONFIG" "$@"
`

/**
 * Prepares git for one remote: checks where its host leads and pins that address, allows the one scheme, and lays out the
 * credentials where git asks for them: never in an argument, a URL or a configuration value. Close it when done.
 */
export async function openConnection(remote: Remote, allowedHosts: string[]): Promise<Connection> {
  const url = parseRepositoryUrl(remote.url, allowedHosts)
  const addresses = await resolveOutbound(url.host, url.port, allowedHosts)
  const { dir, drop } = await makeScratch('remote')
  try {
    await mkdir(path.join(dir, 'home'))
    const parts =
      url.scheme === 'ssh' ? await sshParts(dir, remote, url, addresses) : await httpParts(dir, remote, url, addresses)
    const secrets = [remote.password, remote.sshKey].flatMap((secret) => (secret ? [secret.unwrap()] : []))
    return {
      url,
      dir,
      address: addresses[0] as string,
      env: { GIT_ALLOW_PROTOCOL: url.scheme, ...parts.env },
      config: { 'http.followRedirects': 'false', 'credential.helper': '', ...lowSpeed, ...parts.config },
      redact: (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text),
      hostKeys: async () => (url.scheme === 'ssh' ? readFile(path.join(dir, 'known_hosts'), 'utf8') : undefined),
      close: drop,
    }
  } catch (error) {
    await drop()
    throw error
  }
}

async function httpParts(dir: string, { username, password }: Remote, url: RepositoryUrl, addresses: string[]) {
  const pin = addresses.map((address) => (address.includes(':') ? `[${address}]` : address)).join(',')
  // A host that is an address needs no pin, and an IPv6 one could not be written in it.
  const config: Record<string, string> =
    addresses[0] === url.host ? {} : { 'http.curloptResolve': `${url.host}:${url.port}:${pin}` }
  if (url.scheme === 'git' || !password) return { config, env: {} }
  const answers = { BRANCHLINE_GIT_USERNAME: username || 'git', BRANCHLINE_GIT_PASSWORD: password.unwrap() }
  if (Object.values(answers).some((answer) => /[\r\n\0]/.test(answer))) {
    throw new DomainError('invalid', 'The user name and the password of a repository may not contain line breaks.', {
      key: 'credential-line-break',
    })
  }
  const askpass = writeScript(path.join(dir, 'askpass'), askpassScript)
  return { config, env: { GIT_ASKPASS: askpass, ...answers } }
}

async function sshParts(dir: string, { sshKey, hostKeys }: Remote, url: RepositoryUrl, addresses: string[]) {
  const file = (name: string) => path.join(dir, name)
  const key = sshKey?.unwrap().replaceAll('\r\n', '\n').trimEnd()
  if (key) await writeFile(file('key'), `${key}\n`, { mode: 0o600 })
  await writeFile(file('known_hosts'), hostKeys ?? '', { mode: 0o600 })
  const lines = [
    'Host *',
    `HostName ${addresses[0]}`,
    `HostKeyAlias ${url.host}`,
    `UserKnownHostsFile "${file('known_hosts')}"`,
    'GlobalKnownHostsFile /dev/null',
    `StrictHostKeyChecking ${hostKeys ? 'yes' : 'accept-new'}`,
    'UpdateHostKeys no',
    'BatchMode yes',
    'PreferredAuthentications publickey',
    'IdentitiesOnly yes',
    `IdentityFile ${key ? `"${file('key')}"` : 'none'}`,
    'IdentityAgent none',
    'ConnectTimeout 15',
    'ServerAliveInterval 10',
    'ServerAliveCountMax 3',
    'ForwardAgent no',
    'ControlMaster no',
    'LogLevel ERROR',
  ]
  await writeFile(file('config'), `${lines.join('\n')}\n`, { mode: 0o600 })
  const ssh = writeScript(file('ssh'), sshScript)
  return { config: {}, env: { GIT_SSH: ssh, GIT_SSH_VARIANT: 'ssh', BRANCHLINE_SSH_CONFIG: file('config') } }
}

/** Written in one go: a process that forks while the file is open for writing would make it "busy" to execute. */
function writeScript(file: string, text: string) {
  writeFileSync(file, text, { mode: 0o700 })
  return file
}
