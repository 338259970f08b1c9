import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/or-not-found'
import { requireActor } from '@/app/_server/session'
import { Comparison } from '@/components/deployments/comparison'
import { DeploymentRow } from '@/components/deployments/deployment-row'
import { Button } from '@/components/ui/button'
import { compareDeployments } from '@/lib/deployments/compare-deployments'
import { getDeploymentByNumber } from '@/lib/deployments/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('environments.compare'))('short') }
}

/** Two deployments side by side, named by their numbers: what the second has that the first has not. */
export default async function ComparePage({ params, searchParams }: PageProps<'/apps/[app]/envs/[env]/compare'>) {
  const actor = await requireActor()
  const [{ app, env }, search, t] = await Promise.all([params, searchParams, getTranslations('environments.compare')])
  const [from, to] = await Promise.all(
    [search.from, search.to].map((number) => orNotFound(getDeploymentByNumber(actor, Number(number)))),
  )
  if (!from || !to || from.application !== app || to.application !== app) notFound()
  const comparison = from.release && to.release ? await compareDeployments(actor, from.id, to.id) : null
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3 pb-3">
        <h3 className="font-semibold text-lg">{t('title', { from: from.number, to: to.number })}</h3>
        <span className="flex gap-2">
          <Button size="sm" asChild>
            <Link prefetch={false} href={`/apps/${app}/envs/${env}/compare?from=${to.number}&to=${from.number}` as Route}>
              {t('swap')}
            </Link>
          </Button>
          <Button size="sm" asChild>
            <Link prefetch={false} href={`/apps/${app}/envs/${env}` as Route}>
              {t('back', { env })}
            </Link>
          </Button>
        </span>
      </div>
      <ul className="mb-4 border-t">
        {[from, to].map((deployment) => (
          <li key={deployment.id} className="flex border-b">
            <DeploymentRow deployment={deployment} />
          </li>
        ))}
      </ul>
      {comparison ? <Comparison comparison={comparison} /> : <p className="py-6 text-muted">{t('noRelease')}</p>}
    </>
  )
}
