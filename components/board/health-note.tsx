import { useTranslations } from 'next-intl'
import { StatusGlyph } from '@/components/ui/status'

const names = ['worker', 'docker', 'proxy', 'redis'] as const
export type MissingPart = { name: (typeof names)[number]; detail?: string }

interface Check {
  status: 'ok' | 'down'
  message?: string
}

/** What is away, of the parts that deployments need. Without a worker nothing is known of the machines beneath it. */
export function missingParts(checks: Partial<Record<string, Check>>): MissingPart[] {
  const isDown = (name: string) => checks[name]?.status === 'down'
  const asked = isDown('worker') ? (['worker', 'redis'] as const) : names
  return asked.filter(isDown).map((name) => ({ name, detail: name === 'worker' ? undefined : checks[name]?.message }))
}

/** Says calmly what is missing and how to mend it; what is live goes on. */
export function HealthNote({ missing }: { missing: MissingPart[] }) {
  const t = useTranslations('board.health')
  if (missing.length === 0) return null
  return (
    <div role="status" className="mb-5 flex gap-2.5 rounded-md bg-waiting-tint px-3.5 py-2.5">
      <StatusGlyph face={{ shape: 'diamond', tone: 'waiting' }} className="mt-1" />
      <ul className="min-w-0">
        {missing.map(({ name, detail }) => (
          <li key={name}>
            {t(name)}
            {detail && <span className="block text-muted text-sm">{detail}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
