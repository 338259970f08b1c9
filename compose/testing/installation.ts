import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parse } from 'yaml'
import { findFreePort } from '@/bin/launcher/ports.mjs'
import { env } from '@/lib/env'
import { exec } from '@/lib/exec'
import { makeImages, root } from './images'

const commandTimeoutMs = 120_000

export type Installation = Awaited<ReturnType<typeof bringUp>>

/** Runs docker-compose on the project's file with these variables and nothing of this shell's or of `.env`. */
export async function compose(envFile: string, project: string, ...args: string[]) {
  const host = env().DOCKER_HOST
  const { code, stdout, stderr } = await exec(
    'docker-compose',
    ['--env-file', envFile, '--project-name', project, '--file', 'docker-compose.yml', ...args],
    { cwd: root, env: { DOCKER_HOST: host, HOME: tmpdir() }, timeoutMs: commandTimeoutMs },
  )
  if (code !== 0) throw new Error(`docker-compose ${args[0]} ended with ${code}:\n${stderr.slice(-4000)}`)
  return stdout.toString()
}

export async function writeEnvFile(variables: Record<string, string>) {
  const dir = await mkdtemp(path.join(tmpdir(), 'branchline-compose-'))
  const file = path.join(dir, 'env')
  await writeFile(
    file,
    Object.entries(variables)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  )
  return { file, drop: () => rm(dir, { recursive: true }) }
}

/** The variables that have no default. */
export const secrets = () => ({
  BRANCHLINE_SECRET: randomBytes(48).toString('base64'),
  POSTGRES_PASSWORD: randomBytes(24).toString('hex'),
  REDIS_PASSWORD: randomBytes(24).toString('hex'),
  BRANCHLINE_DOCKER_GID: '0',
})

/**
 * Brings docker-compose.yml up as an operator does, under names and on ports of its own: an installation on this machine,
 * by compose or by npm start, is not touched.
 */
export async function bringUp(variables: Record<string, string>) {
  const run = randomBytes(4).toString('hex')
  // Known to the runner, which removes what carries this label should the test itself be killed.
  const project = `${process.env.BRANCHLINE_TEST_RUN ?? `branchline-test-${run}`}-compose`.toLowerCase()
  const prefix = `branchline-test/${run}-`
  const socket = new URL(env().DOCKER_HOST).pathname
  const ports = {
    web: await findFreePort(),
    proxy: await findFreePort(),
    postgres: await findFreePort(),
    redis: await findFreePort(),
  }
  const envFile = await writeEnvFile({
    ...secrets(),
    BRANCHLINE_IMAGE_PREFIX: prefix,
    BRANCHLINE_DOCKER_SOCKET: socket,
    BRANCHLINE_DOCKER_GID: String((await stat(socket)).gid),
    BRANCHLINE_NETWORK_POOL: env().BRANCHLINE_NETWORK_POOL,
    PORT: String(ports.web),
    PROXY_HTTP_PORT: String(ports.proxy),
    BRANCHLINE_POSTGRES_PORT: String(ports.postgres),
    BRANCHLINE_REDIS_PORT: String(ports.redis),
    ...variables,
  })
  const command = (...args: string[]) => compose(envFile.file, project, ...args)
  const { services } = parse(await command('config')) as { services: Record<string, { image: string }> }
  const images = Object.values(services).map(({ image }) => image.slice(prefix.length))
  const removeImages = await makeImages(prefix, images, { 'com.docker.compose.project': project })
  const installation = {
    project,
    ports,
    url: `http://127.0.0.1:${ports.web}`,
    compose: command,
    async leave() {
      await command('down', '--volumes', '--timeout', '5')
      await removeImages()
      await envFile.drop()
    },
  }
  try {
    await command('up', '--detach', '--no-build')
  } catch (error) {
    const said = await command('logs', '--tail=40').catch(() => '')
    await installation.leave()
    throw new Error(`${(error as Error).message}\n${said}`)
  }
  return installation
}

/** Asks until `isRight` likes the answer, and returns it. */
export async function until<T>(
  what: string,
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
  timeoutMs = 45_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  let last: unknown
  for (;;) {
    try {
      const answer = await ask()
      if (isRight(answer)) return answer
      last = answer
    } catch (error) {
      last = error
    }
    if (performance.now() > deadline)
      throw new Error(`${what}: not within ${timeoutMs} ms; last: ${JSON.stringify(last) ?? last}`)
    await delay(200)
  }
}
