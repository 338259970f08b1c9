import type { Action } from '@/components/ui/action-result'
import type { ListBranchesInput } from '@/lib/branches/list-branches'
import type { BranchPage } from '@/lib/branches/view'
import type { Tier } from '@/prisma/generated/enums'
import type { PickedBranch } from './picked-set'
import type { PreviewAction } from './use-preview'

export interface EnvironmentChoice {
  slug: string
  name: string
  tier: Tier
}

export interface DeployRequest {
  application: string
  environment: string
  key: string
  branches: PickedBranch[]
  basedOn: string | null
  note: string
}

/** What the list shows; the environment is in the address too, beside these. */
export interface Search {
  q: string
  filter: 'all' | 'mine' | 'changed' | 'merged'
  sort: ListBranchesInput['sort']
}

export type ListInput = Pick<ListBranchesInput, 'q' | 'author' | 'merged' | 'sort'>

export interface BranchActions {
  preview: PreviewAction
  deploy: Action<DeployRequest, { number: number }>
  moreBranches: Action<ListInput & { application: string; cursor: string; limit: number }, BranchPage>
}
