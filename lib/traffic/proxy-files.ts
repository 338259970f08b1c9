import { mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { DomainError } from '@/lib/errors'
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
    const replacement = await prepareFile(path.join(settings.folder, page.file), renderPage(page))
    if (replacement) changed.push(await replacement())
  }
  return [...changed, ...(await saveRoutes(await routesInFiles(settings), settings))]
}

/**
 * Writes configuration and host map so that a restarted proxy comes back to exactly these routes; equal files are left alone.
 * A crash at any moment leaves each file whole, old or new. Two writers would overwrite each other's routes:
 * **the caller holds one PostgreSQL lock for all environments** from reading the routes until this returns.
 * Returns the names of the files it changed.
 */
export async function saveRoutes(routes: Route[], settings: ProxySettings) {
  const save = await prepareRoutes(routes, settings)
  return save()
}

/** The part of `saveRoutes` that a full disk can refuse, done ahead of a switch; the returned function puts the files in place. */
export async function prepareRoutes(routes: Route[], settings: ProxySettings) {
  const { config, hostsMap } = proxyPaths(settings)
  const replacements = [
    await prepareFile(config, renderConfig(settings, routes)),
    await prepareFile(hostsMap, renderHostsMap(routes)),
  ]
  return async () => {
    const changed = []
    for (const replacement of replacements) if (replacement) changed.push(await replacement())
    return changed
  }
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

/** Null when the file has this text already. */
async function prepareFile(file: string, text: string) {
  if ((await readOrNull(file)) === text) return null
  const fresh = `${file}.new`
  try {
    const handle = await open(fresh, 'w', 0o644)
    await handle
      .writeFile(text)
      .then(() => handle.sync())
      .finally(() => handle.close())
  } catch (cause) {
    const message = `The proxy's file ${file} could not be written. Look for free disk space and permissions, then try again.`
    throw new DomainError('unavailable', message, { reason: 'proxy-files', params: { file }, cause })
  }
  return async () => {
    await rename(fresh, file)
    const folder = await open(path.dirname(file))
    await folder.sync().finally(() => folder.close())
    return path.basename(file)
  }
}

const readOrNull = (file: string) =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
