import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const programs = new URL('programs.mjs', import.meta.url).href
const missing = ['redis-server', 'git']

/** A PATH with nothing in it but an apt-get that writes down what it is asked for. */
let folder
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'programs-'))
  writeFileSync(path.join(folder, 'apt-get'), `#!/bin/sh\necho "$*" >> ${folder}/asked\n`, { mode: 0o755 })
  symlinkSync('/bin/sh', path.join(folder, 'sh'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const asked = () => {
  const file = path.join(folder, 'asked')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}
const installed = [expect.stringMatching(/ install -y --no-install-recommends redis-server git$/)]

function command(settings) {
  const script = path.join(folder, 'install.mjs')
  const call = `installPrograms(${JSON.stringify(missing)}, ${JSON.stringify({ isRoot: true, mayInstall: true, ...settings })})`
  const interrupt = "process.on('SIGINT', () => { console.log('interrupted'); process.exit(0) })"
  writeFileSync(script, `import { installPrograms } from '${programs}'\n${interrupt}\nawait ${call}\nconsole.log('went on')`)
  return [process.execPath, script]
}

/** @returns {Promise<string>} everything it wrote. Without an `answer` there is no terminal to ask on. */
async function install({ answer, ...settings } = {}) {
  const [file, script] = command(settings)
  // `script` is found by the test's own PATH and gives what it runs a terminal.
  const child =
    answer === undefined
      ? spawn(file, [script], { env: { PATH: folder } })
      : spawn('script', ['--quiet', '--return', '--command', `PATH=${folder} ${file} ${script}`, '/dev/null'])
  let words = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      words += text
      // The terminal shows the answer too, which is no second question.
      if (text.includes('[Y/n]')) child.stdin.write(answer)
    })
  }
  await once(child, 'close')
  return words
}

test('without a terminal it says plainly what it installs, and how to forbid it', async () => {
  expect(await install()).toContain('installing with apt: redis-server (queue), git (reads repositories). BRANCHLINE_INSTALL=0')
  expect(asked()).toEqual(installed)
})

test('on a terminal it asks first, and installs after Enter', async () => {
  expect(await install({ answer: '\r' })).toContain('went on')
  expect(asked()).toEqual(installed)
})

test.each([
  ['n', 'n\r'],
  ['the end of input', '\x04'],
])('on a terminal it installs nothing after %s, says how, and goes on', async (_, answer) => {
  const words = await install({ answer })
  expect(words).toContain('Install with: apt-get install -y redis-server git')
  expect(words).toContain('went on')
  expect(asked()).toEqual([])
})

test('Ctrl-C at the question reaches the launcher', async () => {
  expect(await install({ answer: '\x03' })).toContain('interrupted')
  expect(asked()).toEqual([])
})

test('BRANCHLINE_INSTALL=0 forbids it', async () => {
  expect(await install({ mayInstall: false })).toContain('Install with: apt-get install -y redis-server git')
  expect(asked()).toEqual([])
})

test('without root it names the exact command', async () => {
  expect(await install({ isRoot: false })).toContain('Install with: sudo apt-get install -y redis-server git')
  expect(asked()).toEqual([])
})
