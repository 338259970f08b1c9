import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { run } from './command.mjs'

/** What a launcher with this `.env` and these variables reads, in a process of its own. */
async function readWith(envFile, env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'settings-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(path.join(folder, '.env'), envFile)
  const lines = [
    `import { loadEnvFile, readSettings } from '${new URL('settings.mjs', import.meta.url).href}'`,
    'loadEnvFile(process.argv[1])',
    'console.log(JSON.stringify(readSettings()))',
  ]
  const args = ['--input-type=module', '--eval', lines.join('\n'), path.join(folder, '.env')]
  const { output } = await run(process.execPath, args, { env })
  return JSON.parse(output)
}

test('variables of the process win over lines of .env', async () => {
  const settings = await readWith('# ours\nPORT=4000\nPROXY_HTTP_PORT=4080\nBRANCHLINE_URL="https://example.test/"\n', {
    PORT: '5000',
  })
  expect(settings).toMatchObject({ port: 5000, proxyHttpPort: 4080, url: 'https://example.test' })
})

test('an empty variable of the process takes the line of .env away', async () => {
  const { env, port } = await readWith('PORT=4000\nREDIS_URL=redis://elsewhere\n', { PORT: '', REDIS_URL: '' })
  expect(port).toBe(3000)
  expect(env).not.toHaveProperty('REDIS_URL')
})
