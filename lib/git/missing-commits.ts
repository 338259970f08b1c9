import { git } from './run-git'

/** Which of these ids name no commit in the mirror. One process for all of them. */
export async function missingCommits(mirror: string, shas: string[]): Promise<Set<string>> {
  if (shas.length === 0) return new Set()
  const { stdout } = await git(mirror, ['cat-file', '--batch-check=%(objectname) %(objecttype)'], {
    input: `${shas.join('\n')}\n`,
  })
  const found = new Set(
    stdout
      .toString()
      .split('\n')
      .filter((line) => line.endsWith(' commit'))
      .map((line) => line.slice(0, line.indexOf(' '))),
  )
  return new Set(shas.filter((sha) => !found.has(sha)))
}
