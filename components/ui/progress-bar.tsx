import { cn } from './cn'
import { type Tone, toneText } from './status'

interface ProgressBarProps {
  /** What is under way, for its accessible name. */
  label: string
  /** Between 0 and 1. Omit it when unknown: the bar then travels. */
  value?: number
  tone?: Tone
  className?: string
}

export function ProgressBar({ label, value, tone = 'running', className }: ProgressBarProps) {
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cn('h-0.5 overflow-hidden bg-hairline', toneText[tone], className)}
    >
      {percent === undefined ? (
        <div className="h-full w-1/4 animate-travel bg-current" />
      ) : (
        <div className="h-full origin-left bg-current transition-transform" style={{ transform: `scaleX(${percent / 100})` }} />
      )}
    </div>
  )
}
