import { run } from './command.mjs'
import { findProgram, howToInstall } from './programs.mjs'
import { Trouble } from './trouble.mjs'

/** The first with `merge-tree --write-tree`, which merges without a checkout. */
const oldest = [2, 38]

export async function requireGit(settings) {
  if (!findProgram('git')) throw new Trouble(`Branchline needs git. ${howToInstall(['git'], settings)}`)
  const { output } = await run('git', ['--version'])
  const [major, minor] = (output.match(/\d+\.\d+/)?.[0] ?? '0.0').split('.').map(Number)
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return
  throw new Trouble(`Branchline needs git ${oldest.join('.')} or newer; this is ${output.trim()}.`)
}
