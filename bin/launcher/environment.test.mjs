import { expect, test } from 'vitest'
import { childEnvironments } from './environment.mjs'
import { readSettings } from './settings.mjs'

const services = {
  databaseUrl: 'postgresql://db',
  redisUrl: 'redis://queue',
  dockerHost: 'unix:///sock',
  secret: 's',
  demoGitPort: 4000,
}
const environmentsFor = (env, changes = {}) =>
  childEnvironments(readSettings({ BRANCHLINE_DATA_DIR: '/data', ...env }, []), { ...services, ...changes })

test('the web is not told where the Docker Engine is', () => {
  const { web, worker } = environmentsFor({ DOCKER_HOST: 'tcp://elsewhere:2375' })
  expect(web.DOCKER_HOST).toBeUndefined()
  expect(worker.DOCKER_HOST).toBe('unix:///sock')
})

test("the demo's git server joins the hosts that the operator allowed", () => {
  expect(environmentsFor({ BRANCHLINE_ALLOWED_HOSTS: 'git.lan, 10.0.0.0/8' }).worker.BRANCHLINE_ALLOWED_HOSTS).toBe(
    'git.lan,10.0.0.0/8,127.0.0.1:4000',
  )
})

test('without a demo nothing is allowed by itself', () => {
  const { worker } = environmentsFor({}, { demoGitPort: null })
  expect(worker).toMatchObject({ BRANCHLINE_ALLOWED_HOSTS: '', BRANCHLINE_DEMO: '0' })
})

test('without Redis the queue falls back to PostgreSQL, whatever the launcher inherited', () => {
  expect(environmentsFor({ REDIS_URL: 'redis://old' }, { redisUrl: null }).web.REDIS_URL).toBeUndefined()
})

test('empty variables count as unset', () => {
  expect(environmentsFor({ PORT: '', BRANCHLINE_URL: '' }).web).toMatchObject({
    PORT: '3000',
    BRANCHLINE_URL: 'http://localhost:3000',
  })
})

test('what npm adds and what would change our Node processes is left out', () => {
  const { web } = environmentsFor({ npm_config_cache: '/x', NODE_OPTIONS: '--inspect', NODE_ENV: 'test' })
  expect(web).not.toHaveProperty('npm_config_cache')
  expect(web).not.toHaveProperty('NODE_OPTIONS')
  expect(web.NODE_ENV).toBe('production')
})

test('a port that is none is refused by name', () => {
  expect(() => readSettings({ PORT: '80a' }, [])).toThrow('PORT=80a')
})

test('one port cannot serve both the pages and the applications', () => {
  expect(() => readSettings({ PORT: '8080' }, [])).toThrow('PORT and PROXY_HTTP_PORT are both 8080')
})
