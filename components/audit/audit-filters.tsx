import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ApplicationOptions } from '@/components/applications/application-options'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Select } from '@/components/ui/input'

interface AuditFiltersProps {
  search: { actor: string; action: string; application: string; from: string; to: string }
  applications: { slug: string; name: string }[]
}

/** Nouns an action begins with; the whole name can be typed too. */
const nouns = ['application', 'branch', 'config', 'demo', 'deployment', 'environment', 'invitation', 'member', 'token'] as const

/** A form without script: the address is the filter. */
export function AuditFilters({ search, applications }: AuditFiltersProps) {
  const t = useTranslations('audit.filters')
  const isFiltered = Object.values(search).some(Boolean)
  return (
    <search>
      <form
        key={JSON.stringify(search)}
        className="mb-4 grid grid-cols-2 items-end gap-3 sm:grid-cols-3 lg:grid-cols-[repeat(5,minmax(0,1fr))_auto]"
      >
        <Field label={t('actor')}>
          <Input name="actor" defaultValue={search.actor} maxLength={200} autoComplete="off" data-filter />
        </Field>
        <Field label={t('action')}>
          <Input name="action" list="audit-actions" defaultValue={search.action} maxLength={100} autoComplete="off" />
        </Field>
        <datalist id="audit-actions">
          {nouns.map((noun) => (
            <option key={noun} value={noun} />
          ))}
        </datalist>
        <Field label={t('application')}>
          <Select name="application" defaultValue={search.application}>
            <option value="">{t('anyApplication')}</option>
            <ApplicationOptions applications={applications} />
          </Select>
        </Field>
        <Field label={t('from')}>
          <Input type="date" name="from" defaultValue={search.from} />
        </Field>
        <Field label={t('to')}>
          <Input type="date" name="to" defaultValue={search.to} />
        </Field>
        <div className="flex gap-2">
          <Button type="submit">{t('apply')}</Button>
          {isFiltered && (
            <Button asChild variant="ghost">
              <Link href="/audit">{t('clear')}</Link>
            </Button>
          )}
        </div>
      </form>
    </search>
  )
}
