'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { DeploymentRow } from '@/components/deployments/deployment-row'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Section } from '@/components/ui/section'
import { useAction } from '@/components/ui/use-action'
import type { DeploymentView } from '@/lib/deployments/view'

interface Page {
  items: DeploymentView[]
  nextCursor: string | null
  numbers: Map<string, number>
}

interface HistoryListProps {
  place: { application: string; environment: string }
  /** The newest; read again whenever something changes. */
  first: Page
  older: Action<{ application: string; environment: string; cursor?: string }, Page>
}

/** Every deployment there was, going on as the reader scrolls. Two of them can be ticked and compared. */
export function HistoryList({ place, first, older }: HistoryListProps) {
  const t = useTranslations('environments.history')
  const [more, setMore] = useState<Page | null>(null)
  const [ticked, setTicked] = useState<number[]>([])
  const end = useRef<HTMLDivElement>(null)
  const { run, isPending, failure } = useAction(older, {
    onDone: (page) =>
      setMore((before) => ({
        ...page,
        items: [...(before?.items ?? []), ...page.items],
        numbers: new Map([...(before?.numbers ?? []), ...page.numbers]),
      })),
  })
  const known = new Set(first.items.map(({ id }) => id))
  const items = [...first.items, ...(more?.items.filter(({ id }) => !known.has(id)) ?? [])]
  const cursor = more ? more.nextCursor : first.nextCursor
  const load = () => cursor && !isPending && run({ ...place, cursor })
  useWhenInView(end, load, cursor !== null && !failure)

  const tick = (number: number, isOn: boolean) =>
    setTicked((before) => (isOn ? [...before, number].slice(-2) : before.filter((other) => other !== number)))
  const [from, to] = ticked.toSorted((a, b) => a - b)
  return (
    <Section
      title={t('title')}
      actions={
        from !== undefined && to !== undefined ? (
          <Button size="sm" variant="primary" asChild>
            <Link
              prefetch={false}
              href={`/apps/${place.application}/envs/${place.environment}/compare?from=${from}&to=${to}` as Route}
            >
              {t('compare', { from, to })}
            </Link>
          </Button>
        ) : (
          <span className="text-muted text-sm">{items.length > 1 && t('hint')}</span>
        )
      }
    >
      <ul className="border-t">
        {items.map((deployment) => (
          <li key={deployment.id} className="flex items-center border-b">
            <label
              htmlFor={`compare-${deployment.id}`}
              className="grid size-9 shrink-0 place-items-center pointer-coarse:size-11"
            >
              <span className="sr-only">{t('tick', { number: deployment.number })}</span>
              <Checkbox
                id={`compare-${deployment.id}`}
                disabled={deployment.release === null}
                checked={ticked.includes(deployment.number)}
                onChange={(event) => tick(deployment.number, event.target.checked)}
              />
            </label>
            <DeploymentRow
              deployment={deployment}
              source={first.numbers.get(deployment.source ?? '') ?? more?.numbers.get(deployment.source ?? '')}
            />
          </li>
        ))}
      </ul>
      <div ref={end} className="pt-3">
        <ActionError failure={failure} />
        {cursor && (
          <Button size="sm" isPending={isPending} onClick={load}>
            {t('older')}
          </Button>
        )}
      </div>
    </Section>
  )
}

/** Acts when the element comes into view; again when it still is after something changed. */
function useWhenInView(element: React.RefObject<HTMLElement | null>, act: () => void, isOn: boolean) {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    if (!isOn || !element.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), { rootMargin: '400px' })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, isOn])
}
