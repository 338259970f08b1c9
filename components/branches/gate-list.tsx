import { useTranslations } from 'next-intl'
import { type Face, StatusGlyph } from '@/components/ui/status'
import { useWords } from '@/components/ui/use-words'

/** As the preview and the API give it: `key` and `params` are for the translation, `message` is English. */
export interface GateOf {
  code: string
  state: 'pass' | 'warn' | 'block'
  key: string
  params: Record<string, string | number>
  message: string
}

const faces: Record<GateOf['state'], Face> = {
  pass: { shape: 'disc', tone: 'live' },
  warn: { shape: 'diamond', tone: 'waiting' },
  block: { shape: 'square', tone: 'failed' },
}

/** Whatever may hold a deployment, and how it stands. */
export function GateList({ gates }: { gates: GateOf[] }) {
  const t = useTranslations('branches.gateState')
  const say = useWords()
  return (
    <ul>
      {gates.map((gate) => (
        <li key={gate.code + gate.key} className="flex gap-2.5 py-1">
          <StatusGlyph face={faces[gate.state]} className="mt-1" />
          <span className={gate.state === 'pass' ? 'text-muted' : undefined}>
            <span className="sr-only">{t(gate.state)}: </span>
            {say(gate)}
          </span>
        </li>
      ))}
    </ul>
  )
}
