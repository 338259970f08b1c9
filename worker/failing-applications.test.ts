import { expect, test } from 'vitest'
import { UpdateApplicationInput } from '@/lib/applications/input'
import { db } from '@/lib/db'
import { cancelDeployment } from '@/lib/deployments/cancel-deployment'
import { DeployInput } from '@/lib/deployments/input'
import { requestDeployment } from '@/lib/deployments/request-deployment'
import { testNodeImageTag } from '@/lib/docker/testing/base-image'
import {
  deploy,
  logOf,
  registerApplication,
  type TestApplication,
  tune,
  until,
  untilOver,
  visit,
  withInstallation,
} from './testing/installation'

const installation = withInstallation()

/** An application whose base is live in dev, with short health times. */
async function liveApplication(): Promise<TestApplication> {
  const app = await registerApplication(installation)
  await tune(installation, app, 'dev', { health: { deadlineMs: 3000, timeoutMs: 500, watchMs: 1500 } })
  expect(await deploy(installation, app, 'dev', [])).toMatchObject({ status: 'live', errorMessage: null })
  return app
}

const run = (command: string) => `FROM ${testNodeImageTag}\nWORKDIR /app\nCOPY . .\nRUN ${command}\nCMD ["node", "server.js"]\n`
const stillServes = async (app: TestApplication) => expect((await visit(app, 'dev')).json()).toMatchObject({ version: 'one' })

test('a set that conflicts fails with both sides of the story, and nothing changes', async () => {
  const app = await liveApplication()
  await app.repository.commit('feature/left', { version: 'left\n' }, { from: 'main' })
  await app.repository.commit('feature/right', { version: 'right\n' }, { from: 'main' })
  const deployment = await deploy(installation, app, 'dev', ['feature/left', 'feature/right'])
  expect(deployment).toMatchObject({ status: 'failed', errorCode: 'merge-conflict', errorStep: 'merge' })
  expect(deployment.errorMessage).toContain('feature/right conflicts')
  expect(deployment).toMatchObject({ errorWords: { key: 'merge-conflict', params: { branch: 'feature/right' } } })
  const steps = await db.deploymentStep.findMany({ where: { deploymentId: deployment.id, name: 'merge' } })
  expect(steps[0]?.error).toMatchObject({ key: 'merge-conflict', params: { branch: 'feature/right' } })
  expect(deployment.errorMessage).toContain('version')
  await stillServes(app)
})

test('a container that exits at once fails with its exit code and last words', async () => {
  const app = await liveApplication()
  await app.repository.commit('broken', { 'server.js': 'console.error("no database here"); process.exit(3)' }, { from: 'main' })
  const deployment = await deploy(installation, app, 'dev', ['broken'])
  expect(deployment).toMatchObject({ status: 'failed', errorCode: 'container-exited', errorStep: 'check' })
  expect(deployment.errorMessage).toContain('code 3')
  expect(await logOf(deployment.id)).toContain('no database here')
  await stillServes(app)
})

test('a container that never listens is told the port that was tried', async () => {
  const app = await liveApplication()
  await app.repository.commit(
    'deaf',
    { 'server.js': 'require("node:http").createServer().listen(process.env.PORT, "127.0.0.1"); setInterval(() => {}, 1e6)' },
    { from: 'main' },
  )
  const deployment = await deploy(installation, app, 'dev', ['deaf'])
  expect(deployment).toMatchObject({ status: 'failed', errorCode: 'never-listens' })
  expect(deployment.errorMessage).toContain('port 3000')
  await stillServes(app)
})

test('a container that answers with errors never goes live', async () => {
  const app = await liveApplication()
  const source = 'require("node:http").createServer((_, r) => { r.statusCode = 500; r.end() }).listen(process.env.PORT)'
  await app.repository.commit('sick', { 'server.js': source }, { from: 'main' })
  const deployment = await deploy(installation, app, 'dev', ['sick'])
  expect(deployment).toMatchObject({ status: 'failed', errorCode: 'never-healthy' })
  expect(deployment.errorMessage).toContain('status 500')
  await stillServes(app)
})

test('a release that dies within its watch time goes back by itself', async () => {
  const app = await liveApplication()
  const source =
    'require("node:http").createServer((_, r) => r.end("{}")).listen(process.env.PORT); setTimeout(() => process.exit(9), 900)'
  await app.repository.commit('mayfly', { 'server.js': source }, { from: 'main' })
  const deployment = await deploy(installation, app, 'dev', ['mayfly'])
  expect(deployment.status).toBe('live')
  expect(await until(deployment.id, ({ status }) => status === 'failed')).toMatchObject({ errorCode: 'died-after-switch' })
  const back = await db.deployment
    .findFirstOrThrow({ where: { environmentId: deployment.environmentId, number: { gt: deployment.number } } })
    .catch(async () => {
      await until(deployment.id, ({ settledAt }) => settledAt !== null)
      return db.deployment.findFirstOrThrow({
        where: { environmentId: deployment.environmentId, number: { gt: deployment.number } },
      })
    })
  expect(await untilOver(back.id)).toMatchObject({ status: 'live', kind: 'rollback', requestedByName: 'system' })
  await stillServes(app)
})

test('a build that fails names the instruction and keeps its output', async () => {
  const app = await liveApplication()
  await app.repository.commit(
    'unbuildable',
    { Dockerfile: run('node -e "console.log(\'looking for lodash\'); process.exit(12)"') },
    { from: 'main' },
  )
  const deployment = await deploy(installation, app, 'dev', ['unbuildable'])
  expect(deployment).toMatchObject({ status: 'failed', errorCode: 'build-failed', errorStep: 'build' })
  expect(await logOf(deployment.id)).toContain('looking for lodash')
  await stillServes(app)
})

test('a build that floods its log is cut with a mark and goes on', async () => {
  const app = await liveApplication()
  const flood = `node -e "const line = 'x'.repeat(1000) + '\\n'; for (let i = 0; i < 1e5; i++) process.stdout.write(line)"`
  await app.repository.commit('talkative', { Dockerfile: run(flood) }, { from: 'main' })
  const deployment = await deploy(installation, app, 'dev', ['talkative'])
  expect(deployment).toMatchObject({ status: 'live', errorMessage: null })
  expect(deployment.logSizeBytes).toBeLessThan(25_000_000)
}, 120_000)

test('a build that hangs is ended by a cancel, which leaves the old release serving', async () => {
  const app = await liveApplication()
  await app.repository.commit('endless', { Dockerfile: run('node -e "setInterval(() => {}, 1000)"') }, { from: 'main' })
  const place = { application: app.slug, environment: 'dev' }
  const asked = await requestDeployment(installation.admin, place, DeployInput.parse({ branches: ['endless'] }))
  await until(
    asked.id,
    async () => (await db.deploymentStep.count({ where: { deploymentId: asked.id, name: 'build', status: 'running' } })) > 0,
  )
  await cancelDeployment(installation.admin, asked.id)
  await cancelDeployment(installation.admin, asked.id)
  expect(await until(asked.id, ({ status }) => status !== 'running', 5000)).toMatchObject({ status: 'cancelled' })
  await stillServes(app)
})

test('a missing Dockerfile and one outside the tree end in a sentence that names the path', async () => {
  const app = await liveApplication()
  await app.repository.commit('bare', { Dockerfile: null }, { from: 'main' })
  const missing = await deploy(installation, app, 'dev', ['bare'])
  expect(missing).toMatchObject({ status: 'failed', errorStep: 'build' })
  expect(missing.errorMessage).toContain('Dockerfile')
  await app.repository.commit('linked', { Dockerfile: { mode: '120000', content: '../../../etc/passwd' } }, { from: 'main' })
  expect(await deploy(installation, app, 'dev', ['linked'])).toMatchObject({ status: 'failed', errorStep: 'build' })
  expect(UpdateApplicationInput.safeParse({ build: { dockerfile: 'docker/../../Dockerfile' } }).success).toBe(false)
  await stillServes(app)
})

test('names of branches that are options or shell code are only names', async () => {
  const app = await liveApplication()
  const names = [
    '--exec=touch-marker',
    '-x',
    'a$(touch${IFS}marker)',
    'b;touch${IFS}marker',
    'c`touch${IFS}marker`',
    'd\'e"f&g|h<script>',
  ]
  for (const [index, name] of names.entries())
    await app.repository.commit(name, { [`features/odd${index}`]: 'x\n' }, { from: 'main' })
  const deployment = await deploy(installation, app, 'dev', names)
  expect(deployment).toMatchObject({ status: 'live', errorMessage: null })
  expect((await visit(app, 'dev')).json().features).toEqual(['base', ...names.map((_, index) => `odd${index}`)])
})

test('a branch deleted after the tick is deployed at the commit that was ticked', async () => {
  const app = await liveApplication()
  const sha = await app.repository.commit('short-lived', { 'features/short': 'x\n' }, { from: 'main' })
  await deploy(installation, app, 'test', ['short-lived'])
  await app.repository.deleteBranch('short-lived')
  expect(await deploy(installation, app, 'dev', [{ name: 'short-lived', sha }])).toMatchObject({
    status: 'live',
    errorMessage: null,
  })
  expect(await deploy(installation, app, 'dev', ['short-lived'])).toMatchObject({ status: 'failed', errorCode: 'branch-gone' })
  const never = { name: 'short-lived', sha: '1'.repeat(40) }
  expect(await deploy(installation, app, 'dev', [never])).toMatchObject({ status: 'failed', errorCode: 'commit-gone' })
})
