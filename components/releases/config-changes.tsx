import { useTranslations } from 'next-intl'
import { Section } from '@/components/ui/section'
import type { ConfigChange } from '@/lib/config/variables'

const kinds = ['added', 'changed', 'removed'] as const
const tones = { added: 'text-live', changed: 'text-running', removed: 'text-failed' }

/** Keys of the configuration that differ; nothing when none does. */
export function ConfigChanges({ config }: { config: ConfigChange }) {
  const t = useTranslations('releases.config')
  if (kinds.every((kind) => config[kind].length === 0)) return null
  return (
    <Section title={t('title')}>
      <ul className="border-t">
        {kinds.flatMap((kind) =>
          config[kind].map((key) => (
            <li key={key} className="flex min-h-row items-center gap-2 border-b py-1">
              <code className="min-w-0 break-all">{key}</code>
              <span className={`ml-auto text-sm ${tones[kind]}`}>{t(kind)}</span>
            </li>
          )),
        )}
      </ul>
    </Section>
  )
}
