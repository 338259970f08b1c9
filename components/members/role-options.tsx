import { useTranslations } from 'next-intl'
import { roles } from '@/lib/access/actions'

export function RoleOptions() {
  const t = useTranslations('common.role')
  return roles.map((role) => (
    <option key={role} value={role}>
      {t(role)}
    </option>
  ))
}
