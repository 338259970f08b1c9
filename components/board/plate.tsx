'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { cn } from '@/components/ui/cn'
import { deploymentFaces, type Face, otherFaces, StatusGlyph, type Tone, toneText } from '@/components/ui/status'
import { Time } from '@/components/ui/time'
import type { Station } from './lines'

/** On ink the colours of statuses are too dark in light, too light in dark; some of the paper's brings them back. */
const onInk: Record<Tone, string> = {
  live: 'text-[color-mix(in_oklch,var(--live)_60%,var(--paper))]',
  running: 'text-[color-mix(in_oklch,var(--running)_60%,var(--paper))]',
  waiting: 'text-[color-mix(in_oklch,var(--waiting)_60%,var(--paper))]',
  failed: 'text-[color-mix(in_oklch,var(--failed)_60%,var(--paper))]',
  idle: 'text-[color-mix(in_oklch,var(--idle)_60%,var(--paper))]',
}

interface PlateProps {
  application: string
  station: Station
  isLit: boolean
  isDim: boolean
  /** The reader looks at this plate: light the same build elsewhere. */
  onLook: (commit: string | null) => void
}

/** What stands at a station, in two lines: what is live first, then what was tried. */
export function Plate({ application, station, isLit, isDim, onLook }: PlateProps) {
  const isEmpty = !station.live && !station.attempt
  const isInk = station.tier === 'production' && !isEmpty
  const look = () => onLook(station.live?.commit ?? null)
  return (
    <Link
      href={`/apps/${application}/envs/${station.slug}` as Route}
      prefetch={false}
      onFocus={look}
      onBlur={() => onLook(null)}
      onMouseEnter={look}
      onMouseLeave={() => onLook(null)}
      className={cn(
        'relative flex min-h-14 min-w-0 flex-col justify-center overflow-hidden rounded-md border px-2 py-1.5 transition-opacity md:px-3',
        isInk ? 'border-ink bg-ink text-paper' : 'bg-raised hover:border-control',
        isEmpty && 'border-dashed bg-paper',
        isEmpty && station.tier === 'production' && 'border-ink/60',
        isLit && 'outline-2 outline-ink outline-offset-2',
        isDim && 'opacity-60',
      )}
    >
      <span className="sr-only">{station.name}: </span>
      <PlateLines station={station} isInk={isInk} />
      {station.attempt?.status === 'running' && <MovingBar isInk={isInk} />}
    </Link>
  )
}

function PlateLines({ station: { live, attempt, isStopped }, isInk }: { station: Station; isInk: boolean }) {
  const t = useTranslations('board.plate')
  const status = useTranslations('status')
  const muted = isInk ? 'text-paper/75' : 'text-muted'
  if (!live && !attempt) {
    return <Mark face={otherFaces['never-deployed']} isInk={isInk} text={status('other.never-deployed')} className={muted} />
  }
  if (!live && attempt) {
    return (
      <>
        <AttemptMark attempt={attempt} isInk={isInk} />
        <Signature at={attempt.at} by={attempt.by} className={muted} />
      </>
    )
  }
  if (!live) return null
  const face = isStopped ? otherFaces.stopped : deploymentFaces.live
  const word = isStopped ? status('other.stopped') : status('deployment.live')
  return (
    <>
      <Mark
        face={face}
        isInk={isInk}
        number={live.number}
        text={attempt || isStopped ? word : t('branches', { count: live.branches.length })}
        hiddenWord={attempt || isStopped ? undefined : word}
        className={muted}
      />
      {attempt ? <AttemptMark attempt={attempt} isInk={isInk} /> : <Signature at={live.at} by={live.by} className={muted} />}
    </>
  )
}

function AttemptMark({ attempt, isInk }: { attempt: NonNullable<Station['attempt']>; isInk: boolean }) {
  const t = useTranslations('status.deployment')
  const face = deploymentFaces[attempt.status]
  return (
    <Mark
      face={face}
      isInk={isInk}
      number={attempt.number}
      text={t(attempt.status)}
      className={isInk ? 'text-paper' : toneText[face.tone]}
    />
  )
}

interface MarkProps {
  face: Face
  isInk: boolean
  number?: number
  text: string
  /** The status in words where only its shape and colour are seen. */
  hiddenWord?: string
  className: string
}

const Mark = ({ face, isInk, number, text, hiddenWord, className }: MarkProps) => (
  <span className="flex min-w-0 items-center gap-1.5 md:gap-2">
    <StatusGlyph face={face} className={isInk ? onInk[face.tone] : undefined} />
    {number !== undefined && <span className="font-medium">#{number}</span>}
    {hiddenWord && <span className="sr-only">{hiddenWord}</span>}
    <span className={cn('truncate max-md:sr-only', className)}>{text}</span>
  </span>
)

/** Indented to stand under the number above. */
const Signature = ({ at, by, className }: { at: string; by: string; className: string }) => (
  <span className={cn('truncate text-sm max-md:sr-only md:pl-5', className)}>
    <Time at={at} show="absolute" /> · {by}
  </span>
)

const MovingBar = ({ isInk }: { isInk: boolean }) => (
  <span aria-hidden className={cn('absolute inset-x-0 bottom-0 h-0.5 overflow-hidden', isInk ? onInk.running : 'text-running')}>
    <span className="block h-full w-1/4 animate-travel bg-current" />
  </span>
)
