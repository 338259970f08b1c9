import { randomBytes } from 'node:crypto'
import { request } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { engine } from '@/lib/docker/engine'
import { labelFilter } from '@/lib/docker/names'
import { ensureTestNodeImage, testNodeImageTag } from '@/lib/docker/testing/base-image'
import { removeInstance } from '@/lib/docker/testing/instance'
import { env } from '@/lib/env'
import { startGitServer } from '@/lib/git/testing/git-server'
import { makeRepository } from '@/lib/git/testing/repository'
import { bringUp, compose, type Installation, secrets, until, writeEnvFile } from './testing/installation'

const token = `brl_${randomBytes(24).toString('hex')}`
const server = `require('node:http').createServer((request, response) => response.end('the shop')).listen(process.env.PORT)`
const dockerfile = `FROM ${testNodeImageTag}\nCOPY server.js .\nCMD ["node", "server.js"]\n`

describe('docker-compose.yml', () => {
  let git: Awaited<ReturnType<typeof startGitServer>>
  let installation: Installation
  let instanceId: string | undefined

  beforeAll(async () => {
    const remotes = `${env().dataDir}/remote`
    const repository = await makeRepository(`${remotes}/shop.git`)
    await repository.commit('main', { 'server.js': server, Dockerfile: dockerfile })
    await repository.commit('feature/cart', { 'cart.js': '' }, { from: 'main' })
    git = await startGitServer({ root: remotes })
    await ensureTestNodeImage()
    installation = await bringUp({ BRANCHLINE_ALLOWED_HOSTS: `127.0.0.1:${git.port}`, BRANCHLINE_BOOTSTRAP_TOKEN: token })
  }, 240_000)

  afterAll(async () => {
    if (instanceId) await removeInstance(instanceId)
    await installation?.leave()
    await git?.close()
  }, 120_000)

  async function api(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
    const answer = await fetch(`${installation.url}/api${path}`, { method, headers, body: body && JSON.stringify(body) })
    if (!answer.ok && answer.status !== 503) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }

  const visit = async () => {
    const { statusCode, body } = await request(`http://127.0.0.1:${installation.ports.proxy}/`, {
      headers: { host: 'dev.shop.localhost' },
    })
    return `${statusCode} ${await body.text()}`
  }

  const ourContainers = (known: { instance?: string; deployment?: string }) =>
    engine().listContainers({ all: true, filters: { label: labelFilter(known) } })

  test('everything is well: database, queue, worker, Docker and proxy', async () => {
    const health = await until(
      'health',
      () => api('GET', '/health/ready'),
      ({ status }) => status === 'ok',
    )
    expect(Object.values(health.checks).every((check) => (check as { status: string }).status === 'ok')).toBe(true)
  })

  test('the worker says where the first account is made', async () => {
    expect(await installation.compose('logs', 'worker')).toMatch(/first account with this link.*\/setup\?token=[\w-]{43}/)
  })

  test('an application is registered, deployed and answers behind the proxy', async () => {
    await api('POST', '/v1/applications', {
      slug: 'shop',
      repository: { url: `${git.url}/shop.git` },
      service: { port: 3000, healthPath: '/' },
    })
    const asked = await api('POST', '/v1/applications/shop/environments/dev/deployments', { branches: [] })
    const isOver = ({ status }: { status: string }) => !['queued', 'running'].includes(status)
    const deployment = await until('the deployment', () => api('GET', `/v1/deployments/${asked.id}`), isOver)
    const [container] = await ourContainers({ deployment: asked.id })
    instanceId = container?.Labels['branchline.instance']
    expect(deployment).toMatchObject({ status: 'live', error: null })
    expect(await visit()).toBe('200 the shop')
  })

  test('the web merges a preview, though it may only read the mirrors', async () => {
    const branches = ['feature/cart']
    const preview = await api('POST', '/v1/applications/shop/environments/dev/preview', { branches })
    expect(preview).toMatchObject({ clean: true, branches: [{ name: 'feature/cart', state: 'merges' }] })
  })

  test('a restarted HAProxy comes back to the same routes', async () => {
    await installation.compose('restart', 'haproxy')
    await until('the shop', visit, (answer) => answer === '200 the shop', 10_000)
  })

  test('the web reaches neither the Docker socket nor the keys, and runs as an ordinary user', async () => {
    const look = `const { existsSync } = require('node:fs')
      console.log(process.getuid(), ['/var/run/docker.sock', '/data/keys', '/data/proxy'].filter(existsSync).length)`
    expect(await installation.compose('exec', '-T', 'web', 'node', '-e', look)).toBe('1000 0\n')
  })

  test('only the proxy listens on more than loopback', async () => {
    const containers = await engine().listContainers({
      filters: { label: [`com.docker.compose.project=${installation.project}`] },
    })
    const addresses = containers.flatMap(({ Ports }) => Ports.filter((port) => port.PublicPort).map(({ IP }) => IP))
    expect(addresses).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1'])
  })

  test('the audit is proved inside the worker', async () => {
    expect(await installation.compose('exec', '-T', 'worker', 'node', 'verify-audit.mjs')).toContain('are as they were written')
  })

  test('a stopped installation leaves applications running, and adopts them when it is back', async () => {
    await installation.compose('stop', 'web', 'worker')
    expect(await visit()).toBe('200 the shop')
    await installation.compose('start', 'worker')
    await installation.compose('start', 'web')
    await until(
      'health',
      () => api('GET', '/health/ready'),
      ({ status }) => status === 'ok',
    )
    expect(await visit()).toBe('200 the shop')
  })

  test('with its applications deleted it leaves nothing behind', async () => {
    await api('DELETE', '/v1/applications/shop')
    await until(
      'no container',
      () => ourContainers({ instance: instanceId }),
      (left) => left.length === 0,
    )
    await installation.compose('down', '--volumes', '--timeout', '5')
    const filters = { label: [`com.docker.compose.project=${installation.project}`] }
    expect(await engine().listContainers({ all: true, filters })).toEqual([])
    expect(await engine().listNetworks({ filters })).toEqual([])
    expect((await engine().listVolumes({ filters })).Volumes ?? []).toEqual([])
  })
})

test.each(Object.keys(secrets()))('it does not start without %s', async (name) => {
  const envFile = await writeEnvFile({ ...secrets(), [name]: '' })
  await expect(compose(envFile.file, 'branchline-test-config', 'config')).rejects.toThrow(`${name} is not set`)
  await envFile.drop()
})
