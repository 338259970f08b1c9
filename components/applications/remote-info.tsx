'use client'

import { GitBranch, RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Action } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Time } from '@/components/ui/time'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'

interface RemoteInfoProps {
  application: { slug: string; repository: { url: string }; fetchedAt: string | null }
  /** How to push to the demo's repository, for who may. */
  access: { url: string; username: string; password: string } | null
  /** Absent: the reader may not. */
  refresh?: Action<{ application: string }, { isDone: boolean }>
}

/** Where the code comes from, how to clone it, and how old our copy is. */
export function RemoteInfo({ application, access, refresh }: RemoteInfoProps) {
  const t = useTranslations('applications.remote')
  return (
    <>
      <Popover>
        <PopoverTrigger asChild>
          <Button variant="ghost" size="sm" className="font-normal text-muted">
            <GitBranch />
            {t('clone')}
          </Button>
        </PopoverTrigger>
        <PopoverContent align="end" className="w-120">
          <CloneLine command={`git clone ${application.repository.url}`} />
          {access && (
            <p className="mt-2 text-muted text-sm">
              {t.rich('access', { username: access.username, password: access.password, code: (text) => <code>{text}</code> })}
            </p>
          )}
        </PopoverContent>
      </Popover>
      {refresh && <RefreshButton application={application} refresh={refresh} />}
    </>
  )
}

const CloneLine = ({ command }: { command: string }) => (
  <div className="flex items-center gap-2">
    <code className="min-w-0 flex-1 break-all">{command}</code>
    <CopyButton text={command} />
  </div>
)

function RefreshButton({ application, refresh }: Required<Pick<RemoteInfoProps, 'application' | 'refresh'>>) {
  const t = useTranslations('applications.remote')
  const { run, isPending } = useAction(refresh, {
    onDone: ({ isDone }) => isDone || toast(t('later')),
    onFailed: ({ message }) => toast.error(message),
  })
  return (
    <Button
      variant="ghost"
      size="sm"
      className="font-normal text-muted"
      isPending={isPending}
      aria-label={t('refresh')}
      title={t('refresh')}
      onClick={() => run({ application: application.slug })}
    >
      <RefreshCw />
      <span>
        {application.fetchedAt
          ? t.rich('fetched', { at: () => <Time at={application.fetchedAt ?? ''} show="relative" /> })
          : t('never')}
      </span>
    </Button>
  )
}
