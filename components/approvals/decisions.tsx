import { useTranslations } from 'next-intl'
import { Person } from '@/components/ui/person'
import { type Face, StatusGlyph } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { DeploymentView } from '@/lib/deployments/view'

type Approval = DeploymentView['approvals'][number]

const voidReasons = ['digest-changed', 'image-changed', 'live-changed'] as const

/** Who said what, and why a yes counts no more. */
export function Decisions({ approvals, required }: { approvals: Approval[]; required: number }) {
  const t = useTranslations('approvals.decisions')
  if (approvals.length === 0) return required > 1 ? <p className="pb-4 text-muted">{t('needed', { count: required })}</p> : null
  return (
    <ul aria-label={t('label')} className="mb-6 border-y">
      {approvals.map((approval) => (
        <Decision key={approval.at + approval.by.id} approval={approval} />
      ))}
    </ul>
  )
}

function Decision({ approval: { by, decision, at, comment, voided } }: { approval: Approval }) {
  const t = useTranslations('approvals.decisions')
  const reason = voidReasons.find((known) => known === voided?.reason)
  return (
    <li className="flex gap-2.5 border-b py-2 last:border-0">
      <StatusGlyph face={voided ? voidedFace : faces[decision]} className="mt-1" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2">
          <Person name={by.name} />
          <span className={voided ? 'text-muted line-through' : undefined}>{t(decision)}</span>
          <Time at={at} className="text-muted text-sm sm:ml-auto" />
        </div>
        {comment && <p className="whitespace-pre-line">{comment}</p>}
        {voided && <p className="text-waiting">{t(reason ? `voided.${reason}` : 'voided.other')}</p>}
      </div>
    </li>
  )
}

const voidedFace: Face = { shape: 'ring', tone: 'idle' }
const faces: Record<Approval['decision'], Face> = {
  approved: { shape: 'disc', tone: 'live' },
  rejected: { shape: 'square', tone: 'failed' },
}
