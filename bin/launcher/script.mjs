// Runs one of the bundled scripts, which know the product's own code, to its end.
import { existsSync } from 'node:fs'
import { scriptOf } from './build.mjs'
import { lastLines, run } from './command.mjs'
import { Trouble } from './trouble.mjs'

/** @returns {Promise<object>} the JSON object on the last line it printed, or {}. */
export async function runScript(buildDir, name, env) {
  const { code, output } = await run(process.execPath, [scriptOf(buildDir, name)], { env })
  if (code !== 0) throw new Trouble(`${name} failed (exit code ${code}):\n${lastLines(output)}`)
  try {
    return JSON.parse(output.trimEnd().split('\n').at(-1))
  } catch {
    return {}
  }
}

export const hasScript = (buildDir, name) => existsSync(scriptOf(buildDir, name))
