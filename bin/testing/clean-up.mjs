// What a test run may have left: containers, networks and images of the instances in its own databases, and processes
// that carry its name in their environment. Nothing else is touched: an installation may run beside it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { callEngine } from '../launcher/engine-api.mjs'
import { startPostgres, withClient } from '../launcher/postgres.mjs'
import { end, identify } from '../launcher/processes.mjs'

const slowCallMs = 60_000
/** Images that test runs share, made of this machine's programs. */
const sharedImages = 'branchline-test/*'

export async function removeLeftovers({ runId, databaseUrl, dockerHost, tempDir, isRoot }) {
  await endProcessesOf(runId)
  const instances = [...(await findInstances(databaseUrl)), ...(await findJourneyInstances(path.join(tempDir, 'e2e'), isRoot))]
  const engineAnswers = await callEngine(dockerHost, '/_ping').catch(() => null)
  if (!engineAnswers) return
  for (const instance of instances) await removeInstance(dockerHost, instance)
  await removeImages(dockerHost, { reference: [sharedImages] })
}

/** Also of databases that a crashed test did not drop. */
async function findInstances(url) {
  const names = await withClient(url, async (client) => {
    const { rows } = await client.query('select datname from pg_database where datallowconn and not datistemplate')
    return rows.map((row) => row.datname)
  })
  const found = await Promise.all(names.map((name) => instanceIn(url, name)))
  return found.filter(Boolean)
}

function instanceIn(serverUrl, database) {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return withClient(url.href, async (client) => {
    const { rows } = await client.query(`select to_regclass('"Installation"') is not null as exists`)
    return rows[0].exists ? (await client.query('select "instanceId" from "Installation"')).rows[0]?.instanceId : null
  }).catch(() => null)
}

/** The journeys' installation is stopped by now, its database with it: it is started once more to be asked. */
async function findJourneyInstances(dataDir, isRoot) {
  if (!existsSync(path.join(dataDir, 'postgres', 'PG_VERSION'))) return []
  const silent = { progress() {}, done() {}, warn() {} }
  const postgres = await startPostgres({ env: {}, dataDir, isRoot }, silent)
  try {
    return await findInstances(postgres.url)
  } finally {
    await postgres.stop()
  }
}

async function removeInstance(host, instance) {
  const label = `branchline.instance=${instance}`
  await removeListed(host, '/containers/json?all=1&', { label: [label] }, ({ Id }) => `/containers/${Id}?force=1&v=1`)
  await removeListed(host, '/networks?', { label: [label] }, ({ Id }) => `/networks/${Id}`)
  await removeListed(host, '/volumes?', { label: [label] }, ({ Name }) => `/volumes/${Name}?force=1`)
  await removeImages(host, { label: [label] })
  await removeImages(host, { reference: [`branchline/${instance}`, `branchline/${instance}:*`] })
}

const removeImages = (host, filters) =>
  removeListed(host, '/images/json?', filters, ({ Id }) => `/images/${encodeURIComponent(Id)}?force=1`)

async function removeListed(host, listPath, filters, pathOf) {
  const { body } = await callEngine(host, `${listPath}filters=${encodeURIComponent(JSON.stringify(filters))}`, {
    timeout: slowCallMs,
  })
  const items = Array.isArray(body) ? body : (body?.Volumes ?? [])
  for (const item of items) await callEngine(host, pathOf(item), { method: 'DELETE', timeout: slowCallMs }).catch(() => {})
}

async function endProcessesOf(runId) {
  if (!existsSync('/proc')) return
  const mark = `BRANCHLINE_TEST_RUN=${runId}`
  const pids = readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid && environmentOf(pid).includes(mark),
  )
  await Promise.all(pids.map((pid) => end(identify(Number(pid)), { graceMs: 10_000 })))
}

const environmentOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    return []
  }
}
