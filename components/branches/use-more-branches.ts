'use client'

import { useState } from 'react'
import type { ActionFailure } from '@/components/ui/action-result'
import { useAction } from '@/components/ui/use-action'
import type { BranchPage, BranchView } from '@/lib/branches/view'
import type { BranchPickerProps } from './branch-picker'

export interface MoreBranches {
  items: BranchView[]
  /** Absent: that was all. */
  load?: () => void
  isPending: boolean
  failure: ActionFailure | null
}

const moreAtOnce = 200

/** The first page as the server gave it, with those that were asked for after it; another search begins anew. */
export function useMoreBranches({ application, page, listInput, actions }: BranchPickerProps): MoreBranches {
  const key = JSON.stringify(listInput)
  const [later, setLater] = useState<{ key: string; pages: BranchPage[] }>({ key, pages: [] })
  const pages = later.key === key ? later.pages : []
  const { run, isPending, failure } = useAction(actions.moreBranches, {
    onDone: (next) => setLater({ key, pages: [...pages, next] }),
  })
  const cursor = (pages.at(-1) ?? page).nextCursor
  return {
    items: unique([page, ...pages].flatMap(({ items }) => items)),
    load: cursor ? () => run({ application: application.slug, ...listInput, cursor, limit: moreAtOnce }) : undefined,
    isPending,
    failure,
  }
}

/** A branch that moved up between two pages is in both; the first wins. */
const unique = (branches: BranchView[]) =>
  [...new Map(branches.toReversed().map((branch) => [branch.name, branch])).values()].toReversed()
