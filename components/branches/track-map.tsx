import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Sha } from '@/components/ui/sha'
import { StatusGlyph, type Tone } from '@/components/ui/status'
import type { PreviewView } from '@/lib/deployments/preview-deployment'
import { conflictsOf } from './verdict'

type Branch = PreviewView['branches'][number]

interface TrackMapProps {
  preview: PreviewView
  environment: string
  /** Absent: the reader may not change the set. */
  onUntick?: (name: string) => void
}

/** The base is the line; each branch is a track that joins it, in merge order. One that conflicts stops before the line. */
export function TrackMap({ preview, environment, onUntick }: TrackMapProps) {
  const t = useTranslations('branches.map')
  const { base, branches, clean } = preview
  return (
    <ol aria-label={t('label')}>
      <Stop kind="start">
        <span className="font-medium">{base.name}</span> <Sha value={base.sha} canCopy={false} className="text-muted" />
      </Stop>
      {branches.map((branch) => (
        <Junction key={branch.name} branch={branch} preview={preview} onUntick={onUntick} />
      ))}
      <Stop kind="end">
        <span className={clean ? 'font-medium' : 'text-muted'}>{clean ? environment : t('notReached', { environment })}</span>
      </Stop>
    </ol>
  )
}

function Junction({ branch, preview, onUntick }: { branch: Branch } & Pick<TrackMapProps, 'preview' | 'onUntick'>) {
  const t = useTranslations('branches.map')
  const conflicts = conflictsOf(branch.name, preview.conflicts)
  const state = conflicts.length > 0 ? 'conflicts' : branch.state
  const tone: Tone = state === 'conflicts' ? 'failed' : state === 'included' ? 'idle' : 'live'
  return (
    <li className="relative pl-14">
      <TrackDrawing state={state} />
      <div className="flex min-h-12 items-center gap-3 py-1.5">
        <div className="min-w-0 flex-1">
          <span className="break-all font-medium">{branch.name}</span>{' '}
          <Sha value={branch.sha} canCopy={false} className="text-muted" />
          <div className={cn('flex items-center gap-1.5 text-sm', tone === 'failed' ? 'text-failed' : 'text-muted')}>
            {state !== 'merges' && <StatusGlyph face={{ shape: tone === 'failed' ? 'triangle' : 'ring', tone }} />}
            {state !== 'conflicts' && t(state)}
            {state === 'conflicts' && t('conflicts', { count: conflicts.length })}
          </div>
        </div>
        {state === 'conflicts' && onUntick && (
          <button
            type="button"
            onClick={() => onUntick(branch.name)}
            className="h-7 shrink-0 rounded-md border px-2 text-sm hover:bg-hover pointer-coarse:h-11 pointer-coarse:px-3"
          >
            {t('untick')}
          </button>
        )}
      </div>
      {conflicts.map((conflict) => (
        <ConflictText key={conflict.with} other={conflict.with} files={conflict.files} />
      ))}
    </li>
  )
}

function ConflictText({ other, files }: { other: string | null; files: string[] }) {
  const t = useTranslations('branches.map')
  const name = (text: ReactNode) => <span className="break-all font-medium">{text}</span>
  return (
    <div className="pb-2 text-sm">
      <p>{other === null ? t('withAll') : t.rich('with', { other, name })}</p>
      {files.length === 0 && other !== null && <p className="text-muted">{t('unrelated')}</p>}
      <ul>
        {files.slice(0, 8).map((file) => (
          <li key={file}>
            <code className="break-all">{file}</code>
          </li>
        ))}
      </ul>
      {files.length > 8 && <p className="text-muted">{t('moreFiles', { count: files.length - 8 })}</p>}
    </div>
  )
}

const lineX = 11

/** The line runs the height of the row; the track bends into it, or ends in front of it. */
function TrackDrawing({ state }: { state: Branch['state'] }) {
  return (
    <>
      <Line />
      <svg aria-hidden viewBox="0 0 48 48" className="absolute top-0 left-0 size-12" fill="none" strokeWidth="2.5">
        {state === 'merges' && (
          <>
            <path d={`M48 18H34C20 18 ${lineX} 24 ${lineX} 38`} className="stroke-live" />
            <circle cx={lineX} cy="38" r="3.5" className="fill-raised stroke-ink" />
          </>
        )}
        {state === 'included' && (
          <>
            <path d={`M48 18H${lineX}`} className="stroke-control" strokeDasharray="2 4" />
            <circle cx={lineX} cy="18" r="3.5" className="fill-raised stroke-control" />
          </>
        )}
        {state === 'conflicts' && (
          <>
            <path d="M48 18H36M31 12v12" className="stroke-failed" />
            <path d={`M${lineX} 38C${lineX} 32 13 28 17 25`} className="stroke-failed" strokeDasharray="2 4" />
            <circle cx={lineX} cy="38" r="3.5" className="fill-raised stroke-control" />
          </>
        )}
      </svg>
    </>
  )
}

const Line = () => <span aria-hidden className="absolute inset-y-0 left-[9.75px] w-[2.5px] bg-ink" />

function Stop({ kind, children }: { kind: 'start' | 'end'; children: ReactNode }) {
  return (
    <li className="relative flex min-h-8 items-center pl-14">
      <span
        aria-hidden
        className={cn('absolute left-[9.75px] w-[2.5px] bg-ink', kind === 'start' ? 'top-1/2 bottom-0' : 'top-0 bottom-1/2')}
      />
      <span aria-hidden className="absolute left-[5px] size-3 rounded-full border-[2.5px] border-ink bg-raised" />
      <span className="min-w-0 truncate">{children}</span>
    </li>
  )
}
