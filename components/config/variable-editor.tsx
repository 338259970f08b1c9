'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import type { Action, ActionFailure } from '@/components/ui/action-result'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { toast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import type { VariableView } from '@/lib/config/variables'
import { changesOf, type StagedEdits, type StagedVariable, withEdits } from './staged-edits'
import { Tray } from './tray'
import { VariableDialog } from './variable-dialog'
import { VariableList } from './variable-list'

export interface LayerSave {
  application: string
  environment: string | null
  expectedVersion: number
  layer: { items: StagedVariable[]; message: string }
}

interface VariableEditorProps {
  /** Whose variables, for sentences: "shop", "shop/prod". */
  name: string
  application: string
  environment: string | null
  version: number
  items: VariableView[]
  canEdit: boolean
  save: Action<LayerSave>
}

/** One layer: edits wait in the tray, also over a reload of what is stored, until they are saved together. */
export function VariableEditor({ name, application, environment, version, items, canEdit, save }: VariableEditorProps) {
  const t = useTranslations('config')
  const router = useRouter()
  const [edits, setEdits] = useState<StagedEdits>(new Map())
  const [opened, setOpened] = useState<VariableView | 'new' | null>(null)
  const [sentVersion, setSentVersion] = useState(version)
  const [isReloading, startReload] = useTransition()
  const changes = changesOf(items, edits)
  const saving = useAction(save, {
    onDone: () => {
      setEdits(new Map())
      toast(t('saved', { count: changes.length, name }))
    },
  })

  const stage = (key: string, edit: StagedVariable | null) => setEdits((current) => new Map(current).set(key, edit))
  const unstage = (key: string) => setEdits((current) => new Map([...current].filter(([other]) => other !== key)))
  const send = (message: string) => {
    setSentVersion(version)
    saving.run({ application, environment, expectedVersion: version, layer: { items: withEdits(items, edits), message } })
  }
  // Stale no more as soon as the newer version is here.
  const failure = saving.failure?.code === 'stale' && sentVersion !== version ? null : saving.failure
  const add = canEdit && <Button onClick={() => setOpened('new')}>{t('add')}</Button>
  return (
    <>
      {items.length + changes.length === 0 ? (
        <EmptyState action={add}>{t('empty', { name })}</EmptyState>
      ) : (
        <>
          {add && <div className="pb-2">{add}</div>}
          <VariableList
            items={items}
            changes={changes}
            onEdit={canEdit ? setOpened : undefined}
            onRemove={(key) => (items.some((item) => item.key === key) ? stage(key, null) : unstage(key))}
            onUndo={unstage}
          />
        </>
      )}
      {opened && (
        <VariableDialog
          variable={opened === 'new' ? null : opened}
          staged={opened === 'new' ? null : (edits.get(opened.key) ?? null)}
          taken={withEdits(items, edits).map(({ key }) => key)}
          onStage={(variable) => {
            stage(variable.key, variable)
            setOpened(null)
          }}
          onClose={() => setOpened(null)}
        />
      )}
      {changes.length > 0 && (
        <Tray
          name={name}
          changes={changes}
          isPending={saving.isPending}
          failure={failure}
          problems={problemsOf(failure, withEdits(items, edits))}
          isReloading={isReloading}
          onReload={() => startReload(() => router.refresh())}
          onDiscard={() => {
            setEdits(new Map())
            saving.reset()
          }}
          onSave={send}
        />
      )}
    </>
  )
}

/** What the server refused, said of the key: it names entries by their place in the list. */
function problemsOf(failure: ActionFailure | null, sent: StagedVariable[]) {
  return Object.entries(failure?.fields ?? {}).map(([path, message]) => {
    const [, place] = /^layer\.items\.(\d+)/.exec(path) ?? []
    return { key: place === undefined ? null : (sent[Number(place)]?.key ?? null), message }
  })
}
