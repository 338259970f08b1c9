import type { z } from 'zod'
import type { UpdateEnvironmentInput } from '@/lib/environments/input'
import type { EnvironmentView } from '@/lib/environments/view'

export type SettingsInput = z.input<typeof UpdateEnvironmentInput>

const seconds = 1000
const minutes = 60_000
const hours = 3_600_000

/** What the form shows: lengths of time in the units people set them in, absent texts empty. */
export const valuesOf = ({ strategy, health, policy, commands, ...environment }: EnvironmentView) => ({
  name: environment.name,
  purpose: environment.purpose,
  ownerId: environment.ownerId ?? '',
  tier: environment.tier,
  domain: environment.domain,
  replicas: environment.replicas,
  'resources.cpus': environment.resources.cpus,
  'resources.memoryMb': environment.resources.memoryMb,
  'strategy.kind': strategy.kind,
  'strategy.drainMs': strategy.drainMs / seconds,
  'strategy.keepWarmMs': strategy.keepWarmMs / minutes,
  'health.path': health.path,
  'health.intervalMs': health.intervalMs,
  'health.timeoutMs': health.timeoutMs / seconds,
  'health.successes': health.successes,
  'health.deadlineMs': health.deadlineMs / seconds,
  'health.watchMs': health.watchMs / seconds,
  'policy.approvals': policy.approvals[0]?.required ?? 0,
  'policy.approvals.expires': (policy.approvals[0]?.expiresMs ?? 24 * hours) / hours,
  'policy.approvals.allowSelf': policy.approvals[0]?.allowSelf ?? false,
  'policy.build': policy.build,
  'policy.test.command': policy.test.command ?? '',
  'policy.test.required': policy.test.required,
  'policy.keepReleases': policy.keepReleases,
  'commands.migrate': commands.migrate ?? '',
})
export type SettingsValues = ReturnType<typeof valuesOf>

/** The form as the change it asks for. What the form does not show stays as it is. */
export function changesIn(form: FormData, { policy }: Pick<EnvironmentView, 'policy'>): SettingsInput {
  const text = (name: keyof SettingsValues) => String(form.get(name) ?? '').trim()
  const textOrNull = (name: keyof SettingsValues) => text(name) || null
  const number = (name: keyof SettingsValues, unit = 1) =>
    text(name) === '' ? Number.NaN : Math.round(Number(text(name)) * unit * 1000) / 1000
  const isTicked = (name: keyof SettingsValues) => form.get(name) !== null

  const required = number('policy.approvals')
  const [first, ...others] = policy.approvals
  const asked = {
    ...first,
    required,
    expiresMs: number('policy.approvals.expires', hours),
    allowSelf: isTicked('policy.approvals.allowSelf'),
  }
  const before = new Map(policy.requireLiveIn.map((rule) => [rule.environment, rule]))
  return {
    name: text('name'),
    purpose: text('purpose'),
    ownerId: textOrNull('ownerId'),
    tier: text('tier') as SettingsInput['tier'],
    domain: text('domain'),
    replicas: number('replicas'),
    resources: { cpus: number('resources.cpus'), memoryMb: number('resources.memoryMb') },
    strategy: {
      kind: text('strategy.kind') as EnvironmentView['strategy']['kind'],
      drainMs: number('strategy.drainMs', seconds),
      keepWarmMs: number('strategy.keepWarmMs', minutes),
    },
    health: {
      path: text('health.path'),
      intervalMs: number('health.intervalMs'),
      timeoutMs: number('health.timeoutMs', seconds),
      successes: number('health.successes'),
      deadlineMs: number('health.deadlineMs', seconds),
      watchMs: number('health.watchMs', seconds),
    },
    policy: {
      approvals: required === 0 ? [] : [asked, ...others],
      requireLiveIn: form.getAll('policy.requireLiveIn').map((slug) => before.get(String(slug)) ?? { environment: String(slug) }),
      build: text('policy.build') as EnvironmentView['policy']['build'],
      test: { command: textOrNull('policy.test.command'), required: isTicked('policy.test.required') },
      keepReleases: number('policy.keepReleases'),
    },
    commands: { migrate: textOrNull('commands.migrate') },
  }
}
