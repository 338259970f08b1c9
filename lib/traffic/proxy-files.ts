import { mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { ownPages, renderPage } from './pages'
import { renderConfig, renderHostsMap } from './proxy-config'
import { type ProxySettings, proxyPaths } from './proxy-settings'
import { readRoutes } from './read-config'
import { type Route, requireRoutes } from './route'

/**
 * Makes the proxy startable: folder, configuration, host map and pages, for these settings. Routes that are already in the files
 * stay. Needs neither database nor a running proxy. Returns the names of the files it changed.
 */
export async function ensureProxyFiles(settings: ProxySettings) {
  await mkdir(settings.folder, { recursive: true })
  const changed = []
  for (const [, page] of ownPages) {
    if (await writeDurably(path.join(settings.folder, page.file), renderPage(page))) changed.push(page.file)
  }
  return [...changed, ...(await saveRoutes(await routesInFiles(settings), settings))]
}

/**
 * Writes configuration and host map so that a restarted proxy comes back to exactly these routes; files that are equal already are
 * left alone. A crash at any moment leaves each file whole, old or new. Two writers would overwrite each other's routes:
 * **the caller holds one PostgreSQL lock for all environments** from reading the routes until this returns.
 * Returns the names of the files it changed.
 */
export async function saveRoutes(routes: Route[], settings: ProxySettings) {
  const { config, hostsMap } = proxyPaths(settings)
  const files = [
    [config, renderConfig(settings, routes)],
    [hostsMap, renderHostsMap(routes)],
  ] as const
  const changed = []
  for (const [file, text] of files) if (await writeDurably(file, text)) changed.push(path.basename(file))
  return changed
}

/** The files are derived: what cannot be understood any more counts as no routes, and the worker asserts the true ones. */
async function routesInFiles(settings: ProxySettings) {
  const { config, hostsMap } = proxyPaths(settings)
  const routes = readRoutes(settings, (await readOrNull(config)) ?? '', (await readOrNull(hostsMap)) ?? '')
  try {
    requireRoutes(settings, routes)
    return routes
  } catch {
    return []
  }
}

/** False when the file has this text already. */
async function writeDurably(file: string, text: string) {
  if ((await readOrNull(file)) === text) return false
  const fresh = `${file}.new`
  const handle = await open(fresh, 'w', 0o644)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, file)
  const folder = await open(path.dirname(file))
  await folder.sync().finally(() => folder.close())
  return true
}

const readOrNull = (file: string) =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
