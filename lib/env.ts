import path from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

const knownSecrets = ['changeme', 'secret', 'branchline', 'insecure']

const isHostOrCidr = (text: string) =>
  ipaddr.isValidCIDR(text) || ipaddr.isValid(text) || /^[a-z0-9._-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i.test(text)

const commaList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().refine(isHostOrCidr, 'must be host, host:port, an address or a CIDR range')))

const port = z.coerce.number().int().min(1).max(65535)
const count = (fallback: number, most: number) => z.coerce.number().int().min(1).max(most).default(fallback)

/** Every setting there is. `.env.example` is written from the descriptions. */
export const EnvSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production').meta({ hidden: true }),
  PORT: port.default(3000).describe('Port of the web interface and the API.'),
  HOST: z.string().default('127.0.0.1').describe('Address the web server listens on.'),
  BRANCHLINE_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe('Public base URL. Default: http://localhost:$PORT.'),
  BRANCHLINE_DATA_DIR: z
    .string()
    .default('.data')
    .transform((dir) => path.resolve(/* turbopackIgnore: true */ dir))
    .describe('Everything that must survive: embedded database, mirrors, keys. Started by root: /var/lib/branchline.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe('PostgreSQL 15 or newer. Unset: npm start runs an embedded PostgreSQL in the data directory.'),
  DATABASE_OWNER_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('Role that owns the tables, for migrations alone. Unset: DATABASE_URL.'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe(
      "Redis 6.2 or newer, or Valkey. Unset: npm start runs a redis-server of its own, or uses BullMQ's PostgreSQL backend.",
    ),
  DOCKER_HOST: z
    .string()
    .regex(/^(unix|tcp):\/\/.+/, 'must begin with unix:// or tcp://')
    .default('unix:///var/run/docker.sock')
    .describe('Docker Engine, API 1.41 or newer.'),
  PROXY_HTTP_PORT: port.default(8080).describe('Where deployed applications answer, routed by Host.'),
  BRANCHLINE_PROXY_BACKENDS: count(128, 1024).describe('Environments the proxy can serve, declared ahead.'),
  BRANCHLINE_PROXY_SLOTS: count(20, 200).describe(
    'Containers per environment the proxy can serve at once, old and new together.',
  ),
  BRANCHLINE_NETWORK_POOL: z
    .string()
    .refine((text) => ipaddr.isValidCIDR(text), 'must be a CIDR range such as 10.213.0.0/16')
    .default('10.213.0.0/16')
    .describe('Range from which each environment gets a small network of its own.'),
  BRANCHLINE_SECRET: z
    .string()
    .refine(
      (text) => Buffer.from(text, 'base64').length >= 32,
      'must be at least 32 random bytes in base64: openssl rand -base64 32',
    )
    .refine((text) => new Set(Buffer.from(text, 'base64')).size >= 8, 'is not random: make one with openssl rand -base64 32')
    .refine(
      (text) => !knownSecrets.some((known) => text.toLowerCase().startsWith(known)),
      'is a known value: make one with openssl rand -base64 32',
    )
    .describe('At least 32 random bytes in base64; signs sessions. Unset: npm start makes one in the data directory.'),
  BRANCHLINE_ADMIN_EMAIL: z.email().optional().describe('Unattended set-up of the first admin.'),
  BRANCHLINE_ADMIN_PASSWORD: z.string().min(12).optional().describe('Its password, at least 12 characters.'),
  BRANCHLINE_BOOTSTRAP_TOKEN: z
    .string()
    .regex(/^brl_[A-Za-z0-9_-]{32,}$/, 'must be brl_ and at least 32 characters')
    .optional()
    .describe('On an empty database becomes an API token of the first admin.'),
  BRANCHLINE_ALLOWED_HOSTS: commaList
    .default([])
    .describe(
      'Comma list of host[:port] and CIDR that outbound requests may reach although private, and for which http:// and git:// are accepted.',
    ),
  BRANCHLINE_DEMO: z.enum(['0', '1']).default('1').describe('0: no demo application on first start.'),
  BRANCHLINE_INSTALL: z.enum(['0', '1']).default('1').describe('0: npm start never installs Debian packages.'),
  BRANCHLINE_BUILD_CONCURRENCY: count(2, 64).describe('Deployments a worker runs at once.'),
  BRANCHLINE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('How much the processes log.'),
})

/** Empty variables count as unset. */
const parse = (source: NodeJS.ProcessEnv) =>
  EnvSchema.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')))

/** What is wrong with these variables, a line for each. */
export const problemsOf = (source: NodeJS.ProcessEnv) =>
  parse(source).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []

const read = (source: NodeJS.ProcessEnv) => {
  const { data: values } = parse(source)
  if (!values)
    throw new Error(
      `The environment is not complete:\n  ${problemsOf(source).join('\n  ')}\nEvery variable is described in .env.example.`,
    )
  return {
    ...values,
    url: values.BRANCHLINE_URL ?? `http://localhost:${values.PORT}`,
    dataDir: values.BRANCHLINE_DATA_DIR,
    allowedHosts: values.BRANCHLINE_ALLOWED_HOSTS,
  }
}

export type Env = ReturnType<typeof read>

let parsed: Env | undefined

/** The checked environment; throws one error that lists every problem. */
export function env(): Env {
  parsed ??= read(process.env)
  return parsed
}
