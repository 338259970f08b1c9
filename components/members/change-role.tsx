'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import type { Role } from '@/prisma/generated/enums'
import { RoleOptions } from './role-options'

interface ChangeRoleProps {
  id: string
  name: string
  role: Role
  changeRole: Action<{ id: string; role: Role }>
}

export function ChangeRole({ id, name, role, changeRole }: ChangeRoleProps) {
  const t = useTranslations('members')
  const roleName = useTranslations('common.role')
  const [next, setNext] = useState<Role>(role)
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={t('changeRoleOf', { name })}>
          {t('changeRole')}
        </Button>
      }
      title={t('changeRoleOf', { name })}
      description={t('changeRoleWhat')}
      confirm={t('changeRoleTo', { role: roleName(next) })}
      action={changeRole}
      input={{ id, role: next }}
      onDone={() => toast(t('roleChanged', { name, role: roleName(next) }))}
    >
      <Field label={t('role')} hint={t(`may.${next}`)}>
        <Select value={next} onChange={(event) => setNext(event.target.value as Role)}>
          <RoleOptions />
        </Select>
      </Field>
    </ConfirmDialog>
  )
}
