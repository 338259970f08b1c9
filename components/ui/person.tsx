import { cn } from './cn'

interface PersonProps {
  name: string
  email?: string | null
  /** The initials alone; the name is read out and shown on hover. */
  isCompact?: boolean
  className?: string
}

export function Person({ name, email, isCompact, className }: PersonProps) {
  return (
    <span
      title={email ? `${name} · ${email}` : name}
      className={cn('inline-flex min-w-0 items-center gap-1.5 align-middle', className)}
    >
      <span
        aria-hidden
        className="grid size-5 shrink-0 place-items-center rounded-full border text-[10px] text-muted leading-none"
      >
        {initialsOf(name)}
      </span>
      <span className={isCompact ? 'sr-only' : 'truncate'}>{name}</span>
    </span>
  )
}

/** "Mei Lin" → ML; "王小明" → 明, the given name's last character, as is usual. */
export function initialsOf(name: string) {
  const trimmed = name.trim()
  if (/\p{Script=Han}$/u.test(trimmed)) return [...trimmed].at(-1)
  const words = trimmed.split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => [...(word ?? '')][0]?.toUpperCase()).join('')
}
