import { useTranslations } from 'next-intl'
import type { DeploymentStatus, StepStatus } from '@/prisma/generated/enums'
import { cn } from './cn'

/** ● ◐ ◆ ▲ ○ ■ ↶: each status has a shape, a colour and a word, so that none of the three is needed alone. */
export type Shape = 'disc' | 'half' | 'diamond' | 'triangle' | 'ring' | 'square' | 'return'
export type Tone = 'live' | 'running' | 'waiting' | 'failed' | 'idle'

export interface Face {
  shape: Shape
  tone: Tone
  isMoving?: boolean
}

export const deploymentFaces: Record<DeploymentStatus, Face> = {
  queued: { shape: 'half', tone: 'idle' },
  scheduled: { shape: 'ring', tone: 'waiting' },
  running: { shape: 'half', tone: 'running', isMoving: true },
  awaiting_approval: { shape: 'diamond', tone: 'waiting' },
  holding: { shape: 'diamond', tone: 'waiting' },
  live: { shape: 'disc', tone: 'live' },
  superseded: { shape: 'disc', tone: 'idle' },
  failed: { shape: 'triangle', tone: 'failed' },
  errored: { shape: 'triangle', tone: 'failed' },
  cancelled: { shape: 'square', tone: 'idle' },
  rejected: { shape: 'square', tone: 'failed' },
  expired: { shape: 'square', tone: 'idle' },
}

export const stepFaces: Record<StepStatus, Face> = {
  waiting: { shape: 'ring', tone: 'idle' },
  running: { shape: 'half', tone: 'running', isMoving: true },
  done: { shape: 'disc', tone: 'live' },
  skipped: { shape: 'ring', tone: 'idle' },
  failed: { shape: 'triangle', tone: 'failed' },
}

/** What is not the status of a row. */
export const otherFaces = {
  'never-deployed': { shape: 'ring', tone: 'idle' },
  stopped: { shape: 'square', tone: 'idle' },
  frozen: { shape: 'square', tone: 'waiting' },
  'rolled-back': { shape: 'return', tone: 'live' },
} as const satisfies Record<string, Face>

export type OtherStatus = keyof typeof otherFaces

/** Drawn in a 12 × 12 box; the favicon uses the same paths. */
export const shapePaths: Record<Shape, { path: string; isStroked?: true }> = {
  disc: { path: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Z' },
  half: { path: 'M6 1a5 5 0 1 1 0 10A5 5 0 0 1 6 1Zm0 1.5a3.5 3.5 0 1 0 0 7Z' },
  diamond: { path: 'M6 .5 11.5 6 6 11.5.5 6Z' },
  triangle: { path: 'M6 1 11.5 10.8H.5Z' },
  ring: { path: 'M6 1.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4Z', isStroked: true },
  square: { path: 'M1.5 1.5h9v9h-9Z' },
  return: { path: 'M4.2 1.2 1.4 4l2.8 2.8M1.6 4H7a3.3 3.3 0 0 1 0 6.6H4', isStroked: true },
}

export const toneText: Record<Tone, string> = {
  live: 'text-live',
  running: 'text-running',
  waiting: 'text-waiting',
  failed: 'text-failed',
  idle: 'text-idle',
}

/** The shape alone, for places where the word stands beside it or in the accessible name. */
export function StatusGlyph({ face, className }: { face: Face; className?: string }) {
  const { path, isStroked } = shapePaths[face.shape]
  return (
    <svg
      aria-hidden
      viewBox="0 0 12 12"
      className={cn('size-3 shrink-0', toneText[face.tone], face.isMoving && 'animate-turn', className)}
      fill={isStroked ? 'none' : 'currentColor'}
      stroke={isStroked ? 'currentColor' : undefined}
      strokeWidth={isStroked ? 1.6 : undefined}
    >
      <path d={path} />
    </svg>
  )
}

interface StatusProps {
  face: Face
  word: string
  /** The word is only read out, not shown; for narrow plates. */
  isCompact?: boolean
  className?: string
}

export const Status = ({ face, word, isCompact, className }: StatusProps) => (
  <span className={cn('inline-flex items-center gap-1.5 whitespace-nowrap', className)}>
    <StatusGlyph face={face} />
    <span className={isCompact ? 'sr-only' : toneText[face.tone]}>{word}</span>
  </span>
)

type Known = Omit<StatusProps, 'face' | 'word'>

export function DeploymentStatusMark({ status, ...props }: Known & { status: DeploymentStatus }) {
  const t = useTranslations('status.deployment')
  return <Status face={deploymentFaces[status]} word={t(status)} {...props} />
}

export function StepStatusMark({ status, ...props }: Known & { status: StepStatus }) {
  const t = useTranslations('status.step')
  return <Status face={stepFaces[status]} word={t(status)} {...props} />
}

export function OtherStatusMark({ status, ...props }: Known & { status: OtherStatus }) {
  const t = useTranslations('status.other')
  return <Status face={otherFaces[status]} word={t(status)} {...props} />
}
