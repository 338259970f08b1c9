import { env } from '@/lib/env'
import { wordsOf } from '@/lib/errors'
import type { Words } from '@/lib/words'
import { settingsFingerprint } from './proxy-config'
import { proxyPaths, proxySettings } from './proxy-settings'
import { ProxyError, sendCommands } from './runtime-socket'

/** `message` is for people: what is wrong and how to mend it. A proxy on earlier settings is `ok` and says so. */
export interface ProxyHealth extends Partial<Words> {
  status: 'ok' | 'down'
  latencyMs: number
  message?: string
  version?: string
  needsRestart?: boolean
}

export async function pingProxy(settings = proxySettings(env()), timeoutMs = 2000): Promise<ProxyHealth> {
  const begun = performance.now()
  const latencyMs = () => Math.round(performance.now() - begun)
  try {
    const [info = ''] = await sendCommands(proxyPaths(settings).socket, ['show info'], timeoutMs)
    const version = /^Version: (\S+)$/m.exec(info)?.[1]
    const needsRestart = /^description: (\S+)$/m.exec(info)?.[1] !== settingsFingerprint(settings)
    const message = 'The proxy still runs with earlier settings. Restart it when traffic is low; routes are kept.'
    return {
      status: 'ok',
      latencyMs: latencyMs(),
      version,
      ...(needsRestart && { needsRestart, message, key: 'proxy-settings-old' }),
    }
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error
    return { status: 'down', latencyMs: latencyMs(), message: error.message, ...wordsOf(error) }
  }
}
