// Keeps a process running: started again when it dies, a little later each time.
import { setTimeout as delay } from 'node:timers/promises'
import { logFile, logSize, tailOfLog } from './logs.mjs'
import * as say from './say.mjs'

const firstPauseMs = 500
const longestPauseMs = 30_000
/** A process that lived this long was well: its next death counts as the first again. */
const wellAfterMs = 60_000

export const pauseAfter = (deaths) => Math.min(firstPauseMs * 2 ** Math.max(0, deaths - 1), longestPauseMs)

/**
 * @param {object} service { dataDir, name, start(): handle or a promise of one (it waits until the process answers),
 *   stop(handle), mayFinish: exit code 0 is no failure }
 * @returns {Promise<{ name, handle(), deaths(), stop() }>} once it runs; rejects when the first start fails.
 */
export async function supervise(service) {
  const stopping = new AbortController()
  let logOffset = logSize(service.dataDir, service.name)
  let deaths = 0
  let handle = await service.start()
  const watching = watch()

  async function watch() {
    while (!stopping.signal.aborted) {
      const since = performance.now()
      const exit = handle ? await handle.exited : { code: null, signal: null }
      if (stopping.signal.aborted || (service.mayFinish && exit.code === 0)) return
      deaths = performance.now() - since > wellAfterMs ? 1 : deaths + 1
      const pauseMs = pauseAfter(deaths)
      if (handle) announce(exit, pauseMs)
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
      if (!stopping.signal.aborted) handle = await startAgain()
    }
  }

  async function startAgain() {
    logOffset = logSize(service.dataDir, service.name)
    try {
      return await service.start()
    } catch (error) {
      say.warn(service.name, `could not be started again: ${error.message}`)
      return null
    }
  }

  /** Its last words only the first time: they are likely the same again, and in its log. */
  function announce({ code, signal }, pauseMs) {
    const how = signal ? `was ended by ${signal}` : code === null ? 'is gone' : `ended with exit code ${code}`
    const words = `${how}; starting it again in ${pauseMs / 1000} s (${logFile(service.dataDir, service.name)})`
    const last = deaths === 1 ? tailOfLog(service.dataDir, service.name, logOffset, 4) : ''
    say.warn(service.name, `${words}\n${last}`.trimEnd())
  }

  return {
    name: service.name,
    handle: () => handle,
    /** How often it died without having been well in between. */
    deaths: () => deaths,
    stop: async () => {
      stopping.abort()
      if (handle) await service.stop(handle)
      await watching
      // It may have been starting again just now.
      if (handle) await service.stop(handle)
    },
  }
}
