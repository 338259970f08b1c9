// Runs one of the bundled scripts, which know the product's own code, to its end.
import { existsSync } from 'node:fs'
import { scriptOf } from './build.mjs'
import { lastLines, run } from './command.mjs'
import { Trouble } from './trouble.mjs'

/** @returns {Promise<object>} what it sent us, or {}. Not what it printed: others print too, such as its log. */
export async function runScript(buildDir, name, env) {
  let report = {}
  const onMessage = (message) => {
    report = message
  }
  const { code, output } = await run(process.execPath, [scriptOf(buildDir, name)], { env, onMessage })
  if (code !== 0) throw new Trouble(`${name} failed (exit code ${code}):\n${lastLines(output)}`)
  return report
}

export const hasScript = (buildDir, name) => existsSync(scriptOf(buildDir, name))
