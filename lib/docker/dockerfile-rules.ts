import { DomainError } from '@/lib/errors'

const official = /^(docker\.io\/)?docker\/dockerfile(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/

/**
 * Refuses what would make the engine run a build frontend of somebody else's, or fetch an address from where the engine stands: unlike
 * RUN, ADD of a URL reaches services on the machine's own loopback.
 */
export function checkDockerfile(text: string): void {
  const source = text.replace(/^\uFEFF/, '')
  checkSyntax(source)
  for (const instruction of instructions(source)) checkAdd(instruction)
}

function checkSyntax(source: string) {
  if (/^\s*\{/.test(source)) throw refusedSyntax('a file that begins with "{"')
  for (const line of source.split('\n')) {
    if (line.trim() === '') continue
    if (!/^\s*(#|\/\/)/.test(line)) return
    const frontend = /^\s*(?:#|\/\/)\s*syntax\s*=\s*(.*?)\s*$/i.exec(line)?.[1]
    if (frontend !== undefined && !official.test(frontend)) throw refusedSyntax(frontend)
  }
}

const refusedSyntax = (frontend: string) =>
  new DomainError(
    'invalid',
    `The Dockerfile names a syntax that Branchline does not run: ${frontend.slice(0, 200)}. Remove that line, or use docker/dockerfile:1.`,
    { reason: 'dockerfile-syntax', params: { frontend: frontend.slice(0, 200) } },
  )

/** Instructions with their continued lines joined and comments left out. */
function instructions(source: string): string[] {
  const continuation = /^\s*#\s*escape\s*=\s*`/im.test(source) ? '`' : '\\'
  const found: string[] = []
  let open = ''
  for (const line of source.split(/\r?\n/)) {
    if (/^\s*#/.test(line)) continue
    const trimmed = line.trimEnd()
    if (trimmed.endsWith(continuation)) open += ` ${trimmed.slice(0, -1)}`
    else {
      found.push(`${open} ${trimmed}`.trim())
      open = ''
    }
  }
  return [...found, open.trim()].filter(Boolean)
}

const address = /^["'[,]*([a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/i

function checkAdd(instruction: string) {
  const sources = /^(?:ONBUILD\s+)?ADD\s+(.*)$/i.exec(instruction)?.[1]
  if (sources === undefined) return
  // A variable could hold an address. Where the files go, the last word, is no source.
  const words = sources.split(/[\s,]+/).filter((word) => word !== '' && !word.startsWith('--'))
  const refused = words.slice(0, -1).find((word) => address.test(word) || word.includes('$'))
  if (!refused) return
  throw new DomainError(
    'invalid',
    `The Dockerfile adds ${refused.slice(0, 200)}: ADD may not fetch addresses or take variables. Use COPY for files, or RUN with curl.`,
    { reason: 'dockerfile-add', params: { source: refused.slice(0, 200) } },
  )
}
