// What each process is told. The web gets neither the Docker Engine nor what only the worker may know.

/** Variables that would change how our own processes behave, or that npm adds to them. */
const isLeftOut = (name) => /^npm_/i.test(name) || name === 'NODE_OPTIONS' || name === 'INIT_CWD' || name === 'NODE_ENV'

/**
 * @param {object} services { databaseUrl, redisUrl: string | null, dockerHost, secret, demoGitPort: number | null }
 * @returns {{ web: object, worker: object }} whole environments
 */
export function childEnvironments(settings, { databaseUrl, redisUrl, dockerHost, secret, demoGitPort }) {
  const common = Object.fromEntries(Object.entries(settings.env).filter(([name]) => !isLeftOut(name)))
  Object.assign(common, {
    NODE_ENV: settings.isDev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(settings.port),
    HOST: settings.host,
    HOSTNAME: settings.host,
    BRANCHLINE_URL: settings.url,
    BRANCHLINE_DATA_DIR: settings.dataDir,
    BRANCHLINE_SECRET: secret,
    BRANCHLINE_DEMO: demoGitPort ? '1' : '0',
    BRANCHLINE_ALLOWED_HOSTS: allowedHosts(settings.env.BRANCHLINE_ALLOWED_HOSTS, demoGitPort),
    DATABASE_URL: databaseUrl,
    PROXY_HTTP_PORT: String(settings.proxyHttpPort),
  })
  if (demoGitPort) common.BRANCHLINE_DEMO_GIT_PORT = String(demoGitPort)
  delete common.REDIS_URL
  if (redisUrl) common.REDIS_URL = redisUrl
  delete common.DOCKER_HOST
  return {
    web: { ...common, BRANCHLINE_PROCESS: 'web' },
    worker: { ...common, DOCKER_HOST: dockerHost, BRANCHLINE_PROCESS: 'worker' },
  }
}

/** The demo's git server is on loopback, where nothing else may be reached. */
const allowedHosts = (given = '', demoGitPort) =>
  [...given.split(',').map((host) => host.trim()), demoGitPort ? `127.0.0.1:${demoGitPort}` : ''].filter(Boolean).join(',')
