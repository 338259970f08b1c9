'use client'

import { useCallback, useState } from 'react'
import type { BranchPage, BranchView } from '@/lib/branches/view'
import { BranchTable } from './branch-table'
import { BranchToolbar } from './branch-toolbar'
import { DeployTray } from './deploy-tray'
import { type PickedBranch, type StartSet, toggle } from './picked-set'
import { SetLine } from './set-line'
import type { BranchActions, EnvironmentChoice, ListInput, Search } from './types'
import { useEdit } from './use-edit'
import { useMoreBranches } from './use-more-branches'

export interface BranchPickerProps {
  application: { slug: string; baseBranch: string }
  environments: EnvironmentChoice[]
  environment: EnvironmentChoice & { id: string }
  /** Where ticks begin. */
  start: StartSet
  /** The branches of the start set as they are now; deleted ones are missing. */
  ofStart: BranchView[]
  page: BranchPage
  search: Search
  listInput: ListInput
  canDeploy: boolean
  actions: BranchActions
}

/** Ticks, the set they make in merge order, and the tray that says what a deploy of it would do. */
export function BranchPicker(props: BranchPickerProps) {
  const { application, environment, start, ofStart, search, canDeploy } = props
  const [edit, change] = useEdit(environment.id)
  const more = useMoreBranches(props)
  const [isSearching, setSearching] = useState(false)

  const rows = rowsOf(props, more.items)
  const heads = new Map([...ofStart, ...more.items].map(({ name, sha }) => [name, sha]))
  const picked = (edit?.branches ?? start.branches).map(({ name, sha }): PickedBranch => ({ name, sha: heads.get(name) ?? sha }))
  const onToggle = useCallback((branch: PickedBranch) => change((current) => toggle(start, current, branch)), [change, start])

  return (
    <div className="flex min-h-[calc(100dvh-14rem)] flex-col">
      <BranchToolbar {...props} onSearching={setSearching} />
      <SetLine
        baseBranch={application.baseBranch}
        environment={environment}
        start={start}
        picked={picked}
        isGone={(name) =>
          !heads.has(name) &&
          !ofStart.some((branch) => branch.name === name) &&
          start.branches.some((branch) => branch.name === name)
        }
        onToggle={canDeploy ? onToggle : undefined}
      />
      <BranchTable
        rows={rows}
        total={search.filter === 'changed' ? rows.length : props.page.total}
        picked={picked}
        environments={props.environments}
        environment={environment}
        search={search}
        isNeverFetched={props.page.fetchedAt === null}
        isBusy={isSearching}
        more={search.filter === 'changed' ? null : more}
        onToggle={canDeploy ? onToggle : undefined}
      />
      <DeployTray {...props} edit={edit} change={change} picked={picked} />
    </div>
  )
}

/** The environment's own branches come first while nothing is searched for; ticking never moves a row. */
function rowsOf({ ofStart, search, environment }: BranchPickerProps, listed: BranchView[]): BranchView[] {
  if (search.filter === 'changed') {
    return ofStart.filter(({ environments }) => environments.some(({ slug, upToDate }) => slug === environment.slug && !upToDate))
  }
  if (search.q || search.filter !== 'all') return listed
  const first = new Set(ofStart.map(({ name }) => name))
  return [...ofStart, ...listed.filter(({ name }) => !first.has(name))]
}
