// Makes HAProxy startable before the worker runs: the launcher calls this, since only lib/ knows what the files say.
import { env } from '@/lib/env'
import { ensureProxyFiles } from '@/lib/traffic/proxy-files'
import { proxySettings } from '@/lib/traffic/proxy-settings'

await ensureProxyFiles(proxySettings(env()))
