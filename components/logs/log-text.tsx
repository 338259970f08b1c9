import { cn } from '@/components/ui/cn'
import { type Color, spansOf } from './ansi'
import { mark } from './search'

/** Terminal colours as ours, which are readable in both themes. White and black are the ink and its muted shade. */
const colorText: Record<Color, string> = {
  black: 'text-muted',
  red: 'text-failed',
  green: 'text-live',
  yellow: 'text-waiting',
  blue: 'text-running',
  magenta: 'text-testing',
  cyan: 'text-development',
  white: '',
}

/** A tamed line in its colours, with what was searched for marked. */
export function LogText({ text, words }: { text: string; words: string }) {
  let at = 0
  return mark(spansOf(text), words).map((span) => {
    const key = at
    at += span.text.length
    const look = cn(
      span.color && colorText[span.color],
      span.isBold && 'font-semibold',
      span.isDim && 'opacity-70',
      span.isUnderlined && 'underline',
    )
    if (span.isHit) {
      return (
        <mark key={key} className={cn('rounded-[2px] bg-waiting/25 text-ink', look)}>
          {span.text}
        </mark>
      )
    }
    return look ? (
      <span key={key} className={look}>
        {span.text}
      </span>
    ) : (
      span.text
    )
  })
}
