import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { bundle } from './bundle.mjs'
import { run } from './command.mjs'
import { root } from './settings.mjs'

/** Bundles these lines as the worker, away from the packages, and runs it as the launcher does: in a Node of its own. */
async function runBundled(lines) {
  const project = mkdtempSync(path.join(tmpdir(), 'bundle-'))
  onTestFinished(() => rmSync(project, { recursive: true }))
  for (const folder of ['bin', 'worker']) mkdirSync(path.join(project, folder))
  symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'))
  writeFileSync(path.join(project, 'worker', 'index.ts'), lines.join('\n'))
  await bundle(project, path.join(project, 'dist'))
  rmSync(path.join(project, 'node_modules'))
  return run(process.execPath, [path.join(project, 'dist', 'worker.mjs')], { cwd: project })
}

test('a bundled engine client lives, though ssh2 within it asks for its folder while it is loaded', async () => {
  const lines = ["import Docker from 'dockerode'", 'console.log(typeof new Docker().ping)', 'setTimeout(() => {}, 200)']
  expect(await runBundled(lines)).toMatchObject({ code: 0, output: 'function' })
})
