import { type GitServer, startGitServer } from './git-server'
import { ensureRepository } from './repository'
import { ensureGitPassword, gitUsername, readGitPort, writeGitPort } from './state'

/** Serves the demo's repository. Without `port` it takes the one of the last time, or a free one, which it then keeps. */
export async function startDemoGitServer(folder: string, port: number | null): Promise<GitServer> {
  await ensureRepository(folder)
  const server = await startGitServer({
    root: folder,
    port: port ?? (await readGitPort(folder)) ?? 0,
    credentials: { username: gitUsername, password: await ensureGitPassword(folder) },
  })
  await writeGitPort(folder, server.port)
  return server
}
