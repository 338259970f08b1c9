import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runScript } from './script.mjs'

function makeScript(text) {
  const folder = mkdtempSync(path.join(tmpdir(), 'script-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(path.join(folder, 'probe.mjs'), text)
  return folder
}

test('what a script reports arrives, whatever it prints before and after', async () => {
  const folder = makeScript(`console.log('{"level":30}'); process.send({ port: 1 }); console.error('late'); process.exit(0)`)
  expect(await runScript(folder, 'probe', process.env)).toEqual({ port: 1 })
})

test('a script that fails is shown with its last words', async () => {
  const folder = makeScript(`console.error('no room'); process.exit(3)`)
  await expect(runScript(folder, 'probe', process.env)).rejects.toThrow('probe failed (exit code 3):\n  no room')
})
