import { Build } from '@/lib/applications/input'
import { db } from '@/lib/db'
import { buildImage } from '@/lib/docker/build'
import { imageExists } from '@/lib/docker/images'
import { imageTag, labels } from '@/lib/docker/names'
import { Policy } from '@/lib/environments/input'
import { buildContext } from '@/lib/git/context'
import { mirrorPath } from '@/lib/git/mirror-path'
import { instanceId } from '@/lib/installation'
import { buildKey } from '@/lib/releases/release'
import { requireRelease } from '../container-environment'
import { minutes, type Step } from '../pipeline/step'

/** Makes the release's image, or takes an equal one where the environment's policy is to ship what was tested. */
export const build: Step = {
  name: 'build',
  timeoutMs: minutes(30),
  async run(context) {
    const { application, deployment, environment, log, learn, signal, deadline } = context
    const release = requireRelease(context)
    const recipe = Build.parse(release.recipe)
    const key = buildKey(release.tree, recipe)
    if (Policy.parse(environment.policy).build === 'reuse') {
      const equal = await findImage(application.id, key)
      if (equal) {
        log.info(`An image of the same tree and recipe exists and is used: ${equal.slice(0, 19)}.`)
        await learn({ imageId: equal })
        return 'skipped'
      }
    }
    const source = await buildContext(mirrorPath(application.id), release.commit, recipe)
    const imageId = await buildImage(
      {
        ...source,
        target: recipe.target ?? undefined,
        args: recipe.args,
        tag: imageTag(instanceId(), deployment.id),
        labels: labels({
          instance: instanceId(),
          application: application.id,
          environment: environment.id,
          deployment: deployment.id,
          release: release.digest,
          commit: release.commit,
        }),
      },
      { onLine: log.output, signal, timeoutMs: deadline.getTime() - Date.now() },
    )
    await Promise.all([db.image.create({ data: { applicationId: application.id, buildKey: key, imageId } }), learn({ imageId })])
    log.info(`Built ${imageId.slice(0, 19)}.`)
    return 'done'
  },
}

/** The newest image of a build key that the engine still has. */
async function findImage(applicationId: string, key: string): Promise<string | null> {
  const found = await db.image.findFirst({
    where: { applicationId, buildKey: key, removedAt: null },
    orderBy: { createdAt: 'desc' },
  })
  return found && (await imageExists(found.imageId)) ? found.imageId : null
}
