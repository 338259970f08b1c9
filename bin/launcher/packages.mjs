// The packages that the lock file names, installed when it changed.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { lastLines, run } from './command.mjs'
import { Trouble } from './trouble.mjs'

const markerOf = (root) => path.join(root, 'node_modules', '.branchline-lock')

/** Packages with native parts differ by platform; the generated client by its schema, which the build looks after. */
export const lockFingerprint = (lockText, platform = `${process.platform}-${process.arch}`) =>
  createHash('sha256').update(platform).update(lockText).digest('hex')

const fingerprintOf = (root) => lockFingerprint(readFileSync(path.join(root, 'package-lock.json')))

export const arePackagesInstalled = (root) =>
  existsSync(markerOf(root)) && readFileSync(markerOf(root), 'utf8') === fingerprintOf(root)

export const markPackagesInstalled = (root) => writeFileSync(markerOf(root), fingerprintOf(root))

export async function installPackages(root, step) {
  if (arePackagesInstalled(root)) return step.done('installed')
  const began = performance.now()
  step.progress('npm ci, about a minute the first time')
  rmSync(markerOf(root), { force: true })
  // No package's install script is needed: what two of them would do, bin/after-install.mjs does on every npm alike.
  await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], root)
  await mustRun(process.execPath, ['bin/after-install.mjs'], root)
  step.done(`installed in ${Math.round((performance.now() - began) / 1000)} s`)
}

async function mustRun(file, args, root) {
  const { code, output } = await run(file, args, { cwd: root, env: { ...process.env, NODE_ENV: 'development' } })
  if (code !== 0) throw new Trouble(`${path.basename(file)} ${args.join(' ')} failed (exit code ${code}):\n${lastLines(output)}`)
}
