import { useTranslations } from 'next-intl'
import { type Face, StatusGlyph } from '@/components/ui/status'
import type messages from '@/messages/en'

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

type GateKey = keyof typeof messages.branches.gates

/** A gate's sentence in the reader's language; one we have no words for keeps its own. */
export function useGateText() {
  const t = useTranslations('branches.gates')
  return ({ key, params, message }: GateOf) => (t.has(key as GateKey) ? t(key as GateKey, params as never) : message)
}

/** Whatever may hold a deployment, and how it stands. */
export function GateList({ gates }: { gates: GateOf[] }) {
  const t = useTranslations('branches.gateState')
  const textOf = useGateText()
  return (
    <ul>
      {gates.map((gate) => (
        <li key={gate.code + gate.key} className="flex gap-2.5 py-1">
          <StatusGlyph face={faces[gate.state]} className="mt-1" />
          <span className={gate.state === 'pass' ? 'text-muted' : undefined}>
            <span className="sr-only">{t(gate.state)}: </span>
            {textOf(gate)}
          </span>
        </li>
      ))}
    </ul>
  )
}
