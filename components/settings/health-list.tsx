import { useTranslations } from 'next-intl'
import { type Face, Status } from '@/components/ui/status'
import { useWords } from '@/components/ui/use-words'
import type { HealthView } from '@/lib/health'

type Checks = HealthView['checks']

const names: (keyof Checks)[] = ['database', 'migrations', 'redis', 'worker', 'docker', 'proxy']
const faces: Record<Checks['database']['status'], Face> = {
  ok: { shape: 'disc', tone: 'live' },
  down: { shape: 'triangle', tone: 'failed' },
}

/** Each part with its state, how long its answer took, and what is wrong. */
export function HealthList({ checks }: { checks: Checks }) {
  const t = useTranslations('settings.system')
  const say = useWords()
  return (
    <dl className="border-t">
      {names.map((name) => {
        const { status, latencyMs, message, ...words } = checks[name]
        return (
          <div key={name} className="grid min-h-row content-center gap-x-4 border-b py-1.5 sm:grid-cols-[10rem_9rem_1fr]">
            <dt>{t(`check.${name}`)}</dt>
            <dd className="flex items-center gap-2">
              <Status face={faces[status]} word={t(status)} />
              {status === 'ok' && <span className="text-muted text-sm">{t('latency', { ms: latencyMs })}</span>}
            </dd>
            <dd className="min-w-0 text-muted">{message && say({ message, ...words })}</dd>
          </div>
        )
      })}
    </dl>
  )
}
