// What the launcher says at its end, and for --help.
import { strong } from './say.mjs'

export const help = `npm start            installs what is missing, starts everything, prints the address
npm start -- --dev   the same with pages that follow the sources
npm test             installs what is missing and runs every test

Ctrl-C stops everything that was started, and leaves the containers of applications running.
Settings are environment variables, also read from .env: each is described in .env.example.
The usual ones: PORT (3000), PROXY_HTTP_PORT (8080), BRANCHLINE_DATA_DIR, DATABASE_URL, REDIS_URL, DOCKER_HOST.`

/**
 * @param {{ setupUrl?: string | null, demoAccounts?: { email: string, password: string, role: string }[] }} firstRun
 */
export function describeSignIn(settings, { setupUrl, demoAccounts = [] }, { docker, proxy }) {
  const lines = ['', `  ${strong(settings.url)}`, '']
  lines.push(
    setupUrl
      ? `  Make the first account with this link, which works once:\n  ${strong(setupUrl)}`
      : '  Sign in with your account.',
  )
  if (demoAccounts.length > 0) {
    const width = Math.max(...demoAccounts.map(({ email }) => email.length))
    lines.push('', '  Accounts of the demo, shown only now:')
    for (const { email, password, role } of demoAccounts) lines.push(`    ${email.padEnd(width)}  ${password}  ${role}`)
  }
  if (docker.problem) lines.push('', '  Applications cannot be built or run yet: see Docker above.')
  lines.push('')
  if (proxy) lines.push(`  Applications answer on port ${settings.proxyHttpPort}.`)
  lines.push('  Ctrl-C stops Branchline and its proxy, and leaves the containers of applications running.', '')
  return lines.join('\n')
}
