import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ApprovalRule } from '@/lib/environments/input'

interface DecisionBarProps {
  mine: 'may' | 'own-request' | 'has-approved' | 'not-an-approver'
  rules: ApprovalRule[]
  application: string
  /** The buttons the reader may use. */
  children: ReactNode
}

/** Stays in reach of a thumb, above the phone's navigation; who may not approve reads why, and who can. */
export function DecisionBar({ mine, rules, application, children }: DecisionBarProps) {
  const t = useTranslations('approvals.bar')
  return (
    <div className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 -mx-4 border-t bg-paper px-4 py-2 md:bottom-0 md:mx-0 md:px-0 md:py-3">
      {mine !== 'may' && (
        <p className="pb-2 text-sm">
          <span className="font-medium">{t(mine)}</span> <WhoCan rules={rules} application={application} />
        </p>
      )}
      <div className="flex gap-2 *:flex-1 md:justify-end md:*:flex-none">{children}</div>
    </div>
  )
}

function WhoCan({ rules, application }: { rules: ApprovalRule[]; application: string }) {
  const t = useTranslations('approvals.bar')
  const role = useTranslations('common.role')
  const named = rules.reduce((sum, { members }) => sum + members.length, 0)
  const roles = [...new Set(rules.filter(({ members }) => members.length === 0).flatMap((rule) => rule.roles))]
  return (
    <>
      {roles.length > 0 && t('whoByRole', { roles: roles.map((each) => role(each)).join(' / '), application })}
      {named > 0 && t('whoByName', { count: named })}
    </>
  )
}
