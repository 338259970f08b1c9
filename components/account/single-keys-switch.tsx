'use client'

import { useTranslations } from 'next-intl'
import { Switch } from '@/components/ui/checkbox'
import { Field } from '@/components/ui/field'
import { setSingleKeys, useSingleKeys } from '@/components/ui/shortcuts-setting'

export function SingleKeysSwitch() {
  const t = useTranslations('me')
  const isOn = useSingleKeys()
  return (
    <Field isInline label={t('singleKeys')} hint={t('singleKeysHint')}>
      <Switch checked={isOn} onChange={(event) => setSingleKeys(event.target.checked)} />
    </Field>
  )
}
