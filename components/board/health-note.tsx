import { useTranslations } from 'next-intl'
import { StatusGlyph } from '@/components/ui/status'
import { useWords } from '@/components/ui/use-words'
import type { Told } from '@/components/ui/words'

const names = ['worker', 'docker', 'proxy', 'redis'] as const
export type MissingPart = { name: (typeof names)[number]; detail?: Told }

interface Check extends Partial<Told> {
  status: 'ok' | 'down'
}

/** What is away, of the parts that deployments need. Without a worker nothing is known of the machines beneath it. */
export function missingParts(checks: Partial<Record<string, Check>>): MissingPart[] {
  const isDown = (name: string) => checks[name]?.status === 'down'
  const asked = isDown('worker') ? (['worker', 'redis'] as const) : names
  return asked.filter(isDown).map((name) => {
    const { message, key, params } = checks[name] ?? {}
    return { name, detail: name === 'worker' || !message ? undefined : { message, key, params } }
  })
}

/** Says calmly what is missing and how to mend it; what is live goes on. */
export function HealthNote({ missing }: { missing: MissingPart[] }) {
  const t = useTranslations('board.health')
  const say = useWords()
  if (missing.length === 0) return null
  return (
    <div role="status" className="mb-5 flex gap-2.5 rounded-md bg-waiting-tint px-3.5 py-2.5">
      <StatusGlyph face={{ shape: 'diamond', tone: 'waiting' }} className="mt-1" />
      <ul className="min-w-0">
        {missing.map(({ name, detail }) => (
          <li key={name}>
            {t(name)}
            {detail && <span className="block text-muted text-sm">{say(detail)}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
