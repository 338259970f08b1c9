import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Person } from '@/components/ui/person'
import { Time } from '@/components/ui/time'
import type { AuditView } from '@/lib/audit/queries'

/** One line per event; it opens to what was before and after, and to its place in the chain. */
export function AuditList({ events }: { events: AuditView[] }) {
  const t = useTranslations('audit')
  return (
    <ol aria-label={t('title')} className="border-t">
      {events.map((event) => (
        <li key={event.seq} className="border-b">
          <details>
            <summary className="grid min-h-row list-none grid-cols-[minmax(0,1fr)_auto] content-center gap-x-4 gap-y-0.5 py-1.5 hover:bg-hover sm:grid-cols-[9rem_minmax(0,1fr)_minmax(0,1.4fr)] lg:grid-cols-[10rem_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.6fr)_8rem] [&::-webkit-details-marker]:hidden">
              <Time at={event.at} className="text-muted max-sm:order-2 max-sm:text-sm" />
              <span className="flex min-w-0 items-center gap-1.5 max-sm:order-1">
                <Person name={event.actor.name} />
                {event.byToken && <Badge>{t('byToken')}</Badge>}
              </span>
              <code className="truncate max-sm:order-4 max-sm:text-right max-sm:text-muted">{event.action}</code>
              <span className="min-w-0 break-words max-sm:order-3">
                {event.resource}
                {placeBeyond(event) && <span className="text-muted"> · {placeBeyond(event)}</span>}
              </span>
              <code className="text-muted max-lg:hidden lg:text-right">{event.address}</code>
            </summary>
            <Details event={event} />
          </details>
        </li>
      ))}
    </ol>
  )
}

/** Where it happened, unless the resource says so already. */
function placeBeyond({ application, environment, resource }: AuditView) {
  const place = [application, environment].filter(Boolean).join('/')
  return resource.includes(place) ? '' : place
}

function Details({ event: { seq, address, hash, before, after } }: { event: AuditView }) {
  const t = useTranslations('audit')
  return (
    <div className="grid gap-3 pb-4 sm:grid-cols-2 sm:pl-36 lg:pl-44">
      <Value title={t('before')} value={before} />
      <Value title={t('after')} value={after} />
      <p className="flex flex-wrap gap-x-4 text-muted text-sm sm:col-span-2">
        <span>{t('seq', { seq })}</span>
        {address && <span>{t('address', { address })}</span>}
        <span className="min-w-0 break-all">{t.rich('hash', { hash: () => <code key="hash">{hash}</code> })}</span>
      </p>
    </div>
  )
}

function Value({ title, value }: { title: string; value: unknown }) {
  const t = useTranslations('audit')
  return (
    <div className="min-w-0">
      <h3 className="pb-1 text-muted text-sm">{title}</h3>
      {value == null ? (
        <p className="text-muted">{t('nothing')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse.
        <pre tabIndex={0} className="max-h-80 overflow-auto rounded-md border px-3 py-2">
          {JSON.stringify(value, null, 2)}
        </pre>
      )}
    </div>
  )
}
