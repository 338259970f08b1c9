import type { z } from 'zod'

interface Setting {
  name: string
  description: string
  /** As it is written in a file; empty where there is none. */
  fallback: string
}

/** Read by docker-compose.yml alone. Those without a default are required there, and BRANCHLINE_SECRET with them. */
export const composeSettings: Setting[] = [
  { name: 'POSTGRES_PASSWORD', description: 'Required. Make one with: openssl rand -hex 24', fallback: '' },
  { name: 'REDIS_PASSWORD', description: 'Required. Make one with: openssl rand -hex 24', fallback: '' },
  {
    name: 'BRANCHLINE_DOCKER_GID',
    description: 'Required. The group that may use the Docker socket: stat -c %g /var/run/docker.sock',
    fallback: '',
  },
  { name: 'BRANCHLINE_DOCKER_SOCKET', description: 'The Docker socket on this host.', fallback: '/var/run/docker.sock' },
  { name: 'BRANCHLINE_POSTGRES_PORT', description: 'Where PostgreSQL listens on 127.0.0.1.', fallback: '15432' },
  { name: 'BRANCHLINE_REDIS_PORT', description: 'Where Redis listens on 127.0.0.1.', fallback: '16379' },
  {
    name: 'BRANCHLINE_IMAGE_PREFIX',
    description: 'Registry mirror that all images come from, with a slash at its end: mirror.example/',
    fallback: '',
  },
]

const head = `# Every setting of Branchline. Copy this file to .env, and take away the # in front of what you set.
# Written from lib/env.ts by: npm run env:example
`

/** What docker-compose.yml decides itself. */
export const decidedByCompose = [
  'HOST',
  'BRANCHLINE_DATA_DIR',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'REDIS_URL',
  'DOCKER_HOST',
  'BRANCHLINE_DEMO',
  'BRANCHLINE_INSTALL',
]

const composeHead = `
# With docker-compose.yml ${decidedByCompose.slice(0, 4).join(', ')},
# ${decidedByCompose.slice(4).join(', ')} have no effect: it decides them itself. It alone reads these:
`

/** The text of .env.example. Throws when a setting has no description. */
export function renderEnvExample(schema: z.ZodObject): string {
  const settings = Object.entries(schema.shape).flatMap(([name, type]) => readSetting(name, type as z.ZodType))
  return [head, ...settings.map(render), composeHead, ...composeSettings.map(render)].join('')
}

const render = ({ name, description, fallback }: Setting) => `\n# ${description}\n#${name}=${fallback}\n`

function readSetting(name: string, type: z.ZodType): Setting[] {
  const { description, hidden } = type.meta() ?? {}
  if (hidden) return []
  if (!description) throw new Error(`${name} has no description`)
  return [{ name, description, fallback: String(findDefault(type) ?? '') }]
}

/** The default as it was written, before any transformation: a resolved path would be this machine's. */
function findDefault(type: z.ZodType): unknown {
  const { def } = type as unknown as { def: { defaultValue?: unknown; innerType?: z.ZodType; in?: z.ZodType } }
  if (def.defaultValue !== undefined) return def.defaultValue
  const inner = def.innerType ?? def.in
  return inner && findDefault(inner)
}
