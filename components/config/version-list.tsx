import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Time } from '@/components/ui/time'
import type { ConfigChange } from '@/lib/config/variables'
import type { ConfigLayer } from '@/prisma/generated/enums'

interface Version {
  version: number
  layer: ConfigLayer
  author: string
  message: string
  at: string
  changes: ConfigChange
}

/** Every change that reached this environment, the newest first. */
export function VersionList({ versions }: { versions: Version[] }) {
  const t = useTranslations('config')
  if (versions.length === 0) return <p className="text-muted">{t('versions.empty')}</p>
  return (
    <ol className="border-t">
      {versions.map(({ version, layer, author, message, at, changes }) => (
        <li key={version} className="grid gap-x-4 gap-y-0.5 border-b py-2 sm:grid-cols-[4rem_minmax(0,1fr)_auto]">
          <span className="font-medium">{t('versions.number', { version })}</span>
          <span className="min-w-0">
            <span className="flex flex-wrap items-center gap-x-2">
              {message || <span className="text-muted">{t('versions.noMessage')}</span>}
              <Badge>{t(`from.${layer}`)}</Badge>
            </span>
            <Keys changes={changes} />
          </span>
          <span className="text-muted text-sm">
            {author} · <Time at={at} />
          </span>
        </li>
      ))}
    </ol>
  )
}

const kinds = [
  ['added', '+', 'text-live'],
  ['changed', '~', 'text-running'],
  ['removed', '−', 'text-failed'],
] as const

function Keys({ changes }: { changes: ConfigChange }) {
  const t = useTranslations('config')
  if (kinds.every(([kind]) => changes[kind].length === 0))
    return <span className="text-muted text-sm">{t('versions.noEffect')}</span>
  return (
    <span className="flex flex-wrap gap-x-3">
      {kinds.flatMap(([kind, sign, tone]) =>
        changes[kind].map((key) => (
          <span key={key}>
            <span aria-hidden className={`font-mono ${tone}`}>
              {sign}
            </span>
            <span className="sr-only">{t(`kind.${kind}`)}</span> <code className="break-all">{key}</code>
          </span>
        )),
      )}
    </span>
  )
}
