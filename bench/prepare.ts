import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { labels } from '@/lib/docker/names'
import { importPrograms } from '@/lib/docker/programs-image'
import { removeInstance, testInstanceId } from '@/lib/docker/testing/instance'
import { startGitServer } from '@/lib/git/testing/git-server'
import { startBare } from './bare'
import { startInstallation } from './installation'
import { makeShop } from './repositories'

export interface Settings {
  tempDir: string
  dockerHost: string
  /** Fewer runs: to see whether it works, not how fast it is. */
  isQuick: boolean
  /** What stops something that was started; called in the opposite order, whatever happens. */
  onStarted(stop: () => Promise<unknown>): void
  /** Whether a person ended the bench, after which nothing needs to be said. */
  isStopping(): boolean
}

export type Bench = Awaited<ReturnType<typeof prepare>>

/** The installation, the shop registered in it, and the bare tools, all with the same repository on loopback. */
export async function prepare({ tempDir, dockerHost, isQuick, onStarted }: Settings) {
  // What lib/ reads of the environment, for the few calls to the engine that the bench itself makes.
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://unused@127.0.0.1/unused',
    BRANCHLINE_SECRET: randomBytes(32).toString('base64'),
    DOCKER_HOST: dockerHost,
  })
  const instance = testInstanceId()
  onStarted(() => removeInstance(instance))
  const baseImage = `branchline-bench/node:${instance}`
  const programs = { '/usr/local/bin/node': process.execPath, '/bin/sh': '/bin/sh' }
  await importPrograms(baseImage, programs, { cmd: ['node'], labels: labels({ instance }) })

  const remoteDir = path.join(tempDir, 'remote')
  mkdirSync(remoteDir)
  const shop = await makeShop(path.join(remoteDir, 'shop.git'), baseImage)
  const remote = await startGitServer({ root: remoteDir })
  const remoteUrl = `${remote.url}/shop.git`

  const installation = await startInstallation(tempDir, dockerHost, onStarted)
  await installation.api.post('/applications', {
    slug: 'shop',
    repository: { url: remoteUrl },
    service: { port: shop.port, healthPath: '/health' },
  })
  const bare = await startBare(
    {
      dir: path.join(tempDir, 'bare'),
      label: `branchline.instance=${instance}`,
      remoteUrl,
      branches: shop.branches,
      dockerHost,
      port: shop.port,
    },
    onStarted,
  )
  return { installation, shop, bare, remote: { dir: remoteDir, url: remote.url }, isQuick, runs: isQuick ? 3 : 11 }
}
