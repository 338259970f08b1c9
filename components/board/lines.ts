import type { ApplicationView } from '@/lib/applications/view'
import { isFinished } from '@/lib/deployments/status'
import type { DeploymentView } from '@/lib/deployments/view'
import type { EnvironmentView } from '@/lib/environments/view'
import type { DeploymentStatus, Tier } from '@/prisma/generated/enums'

/** What the board draws of an environment, and nothing more of it travels to the browser. */
export interface Station {
  slug: string
  name: string
  tier: Tier
  isStopped: boolean
  live: { number: number; at: string; by: string; commit: string; branches: string[] } | null
  /** The newest attempt, where it says more than what is live: under way, or failed. */
  attempt: { number: number; at: string; by: string; status: DeploymentStatus } | null
  /** Branches live in the station before and not here. */
  lacks: number
}

export interface BoardRow {
  slug: string
  name: string
  stations: Station[]
}

/** Applications whose lines have the same stations, under one heading. */
export interface LineGroup {
  key: string
  stations: Pick<Station, 'slug' | 'name' | 'tier'>[]
  rows: BoardRow[]
}

/** Groups keep the applications' order within them; the line that most applications have comes first. */
export function toGroups(applications: Pick<ApplicationView, 'slug' | 'name'>[], environments: EnvironmentView[]): LineGroup[] {
  const groups = new Map<string, LineGroup>()
  for (const { slug, name } of applications) {
    const stations = toStations(environments.filter((environment) => environment.application === slug))
    const key = stations.map((station) => `${station.slug}:${station.name}:${station.tier}`).join(' ')
    const group = groups.get(key) ?? { key, stations, rows: [] }
    group.rows.push({ slug, name, stations })
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => b.rows.length - a.rows.length)
}

function toStations(environments: EnvironmentView[]): Station[] {
  return environments.map((environment, index) => ({
    slug: environment.slug,
    name: environment.name,
    tier: environment.tier,
    isStopped: environment.isStopped,
    live: environment.live && toLive(environment.live),
    attempt: toAttempt(environment),
    lacks: countLacking(environments[index - 1]?.live ?? null, environment.live),
  }))
}

const toLive = ({ number, liveAt, queuedAt, requestedBy, release }: DeploymentView) => ({
  number,
  at: liveAt ?? queuedAt,
  by: requestedBy.name,
  commit: release?.commit ?? '',
  branches: release?.branches.map(({ name }) => name) ?? [],
})

/** Over without a failure (cancelled, replaced, expired) changed nothing: what is live says it all, if anything is. */
function toAttempt({ lastAttempt, live }: EnvironmentView): Station['attempt'] {
  if (!lastAttempt || lastAttempt.id === live?.id) return null
  const { number, status, finishedAt, startedAt, queuedAt, requestedBy } = lastAttempt
  const isNews = !isFinished(status) || status === 'failed' || status === 'errored'
  if (live && !isNews) return null
  return { number, status, at: finishedAt ?? startedAt ?? queuedAt, by: requestedBy.name }
}

function countLacking(before: DeploymentView | null, here: DeploymentView | null): number {
  const names = new Set(here?.release?.branches.map(({ name }) => name))
  return before?.release?.branches.filter(({ name }) => !names.has(name)).length ?? 0
}
