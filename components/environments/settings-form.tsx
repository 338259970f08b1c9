'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { ActionError } from '@/components/ui/action-error'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { EnvironmentView } from '@/lib/environments/view'
import { ChoiceSetting, NumberSetting, SettingGroup, SettingsContext, TextSetting, TickSetting } from './settings-fields'
import { changesIn, type SettingsInput, valuesOf } from './settings-values'

const tiers = ['development', 'testing', 'staging', 'production'] as const
const builds = ['each-deployment', 'reuse'] as const

interface SettingsFormProps {
  environment: EnvironmentView
  people: { id: string; name: string }[]
  /** The other environments of the line. */
  others: { slug: string; name: string }[]
  save: Action<SettingsInput & { application: string; environment: string }>
}

/** Everything that an environment can be told. What runs keeps what it has until the next deployment. */
export function SettingsForm({ environment, people, others, save }: SettingsFormProps) {
  const t = useTranslations('environments.settings')
  const common = useTranslations('common')
  const [values] = useState(() => valuesOf(environment))
  const { run, isPending, failure, fieldError } = useAction(save, { onDone: () => toast(common('saved')) })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const changes = changesIn(new FormData(event.currentTarget), environment)
    run({ ...changes, application: environment.application, environment: environment.slug })
  }
  // What the worker cannot do yet is not offered; what is set already stays.
  const kinds = [...new Set(['blue-green', 'rolling', environment.strategy.kind])] as (typeof environment.strategy.kind)[]
  return (
    <SettingsContext value={{ values, error: fieldError }}>
      <form onSubmit={submit} className="max-w-3xl">
        <SettingGroup title={t('general')}>
          <TextSetting name="name" />
          <ChoiceSetting name="tier" choices={tiers.map((value) => ({ value, text: common(`tier.${value}`) }))} />
          <TextSetting name="purpose" isLong className="sm:col-span-2" />
          <ChoiceSetting
            name="ownerId"
            choices={[{ value: '', text: t('nobody') }, ...people.map(({ id, name }) => ({ value: id, text: name }))]}
          />
          <TextSetting name="domain" isCode />
        </SettingGroup>
        <SettingGroup title={t('capacity')}>
          <NumberSetting name="replicas" min={1} />
          <NumberSetting name="resources.cpus" step="any" />
          <NumberSetting name="resources.memoryMb" unit="MB" />
        </SettingGroup>
        <SettingGroup title={t('health')}>
          <TextSetting name="health.path" isCode />
          <NumberSetting name="health.successes" min={1} />
          <NumberSetting name="health.deadlineMs" unit={t('seconds')} step="any" />
          <NumberSetting name="health.timeoutMs" unit={t('seconds')} step="any" />
          <NumberSetting name="health.intervalMs" unit="ms" />
          <NumberSetting name="health.watchMs" unit={t('seconds')} step="any" />
        </SettingGroup>
        <SettingGroup title={t('switching')}>
          <ChoiceSetting name="strategy.kind" choices={kinds.map((value) => ({ value, text: t(`kinds.${value}`) }))} />
          <NumberSetting name="strategy.drainMs" unit={t('seconds')} step="any" />
          <NumberSetting name="strategy.keepWarmMs" unit={t('minutes')} step="any" />
          <NumberSetting name="policy.keepReleases" min={1} />
        </SettingGroup>
        <SettingGroup title={t('rules')}>
          <NumberSetting name="policy.approvals" />
          <NumberSetting name="policy.approvals.expires" unit={t('hours')} step="any" />
          <TickSetting name="policy.approvals.allowSelf" />
          <RequiredPlaces environment={environment} others={others} />
        </SettingGroup>
        <SettingGroup title={t('building')}>
          <ChoiceSetting name="policy.build" choices={builds.map((value) => ({ value, text: t(`builds.${value}`) }))} />
          <TextSetting name="commands.migrate" isCode />
          <TextSetting name="policy.test.command" isCode />
          <TickSetting name="policy.test.required" />
        </SettingGroup>
        <div className="sticky bottom-14 flex flex-col gap-3 border-t bg-paper py-3 md:bottom-0">
          <ActionError failure={failure} />
          <div className="flex items-center gap-3">
            <Button type="submit" variant="primary" isPending={isPending}>
              {t('save', { env: environment.slug })}
            </Button>
            <span className="text-muted text-sm">{t('whenItCounts')}</span>
          </div>
        </div>
      </form>
    </SettingsContext>
  )
}

/** Where a release must be live before it may come here. */
function RequiredPlaces({ environment, others }: Pick<SettingsFormProps, 'environment' | 'others'>) {
  const t = useTranslations('environments.settings')
  const required = new Set(environment.policy.requireLiveIn.map(({ environment: slug }) => slug))
  if (others.length === 0) return null
  return (
    <fieldset>
      <legend className="font-medium">{t('requireLiveIn')}</legend>
      <div className="flex flex-wrap gap-x-5">
        {others.map(({ slug, name }) => (
          <label key={slug} htmlFor={`live-in-${slug}`} className="flex min-h-9 items-center gap-2 pointer-coarse:min-h-11">
            <Checkbox id={`live-in-${slug}`} name="policy.requireLiveIn" value={slug} defaultChecked={required.has(slug)} />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
