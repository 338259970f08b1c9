import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Env } from '@/lib/env'

/** What the proxy is started with. A change of any of it takes effect when the proxy is restarted, unlike routes. */
export interface ProxySettings {
  /** Absolute; holds the configuration, the host map, the pages and the control socket. */
  folder: string
  httpPort: number
  /** Numeric addresses the frontend listens on. */
  bind: string[]
  /** How many environments and how many containers of each are declared ahead. */
  backends: number
  slots: number
  /** Addresses and CIDR ranges whose `X-Forwarded-*` headers are believed, such as a TLS proxy in front. */
  trustedProxies: string[]
  /** `127.0.0.1:port` of a UDP listener for request lines in httplog format; null keeps no log. */
  logTarget: string | null
}

type ProxyEnv = Pick<Env, 'dataDir' | 'PROXY_HTTP_PORT' | 'BRANCHLINE_PROXY_BACKENDS' | 'BRANCHLINE_PROXY_SLOTS'>

export const proxySettings = (env: ProxyEnv): ProxySettings => ({
  folder: path.join(env.dataDir, 'proxy'),
  httpPort: env.PROXY_HTTP_PORT,
  bind: kernelHasIpv6() ? ['0.0.0.0', '::'] : ['0.0.0.0'],
  backends: env.BRANCHLINE_PROXY_BACKENDS,
  slots: env.BRANCHLINE_PROXY_SLOTS,
  trustedProxies: ['127.0.0.0/8', '::1'],
  logTarget: null,
})

/** Where the proxy's files are. The names are relative to `folder` inside the configuration, so the folder may have any name. */
export const proxyPaths = ({ folder }: Pick<ProxySettings, 'folder'>) => ({
  config: path.join(folder, 'haproxy.cfg'),
  hostsMap: path.join(folder, 'hosts.map'),
  socket: path.join(folder, 'admin.sock'),
})

/** Asked of the kernel and not of the network interfaces, so that launcher and containers of one machine agree. */
const kernelHasIpv6 = () => process.platform !== 'linux' || existsSync('/proc/net/if_inet6')
