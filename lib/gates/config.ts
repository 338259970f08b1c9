import type { ResolvedVariable } from '@/lib/config/variables'
import { block, type Gate, pass } from './gate'

/** A key that the application needs and nobody has set stops the line here, not the container at its start. */
export function configGate(variables: ResolvedVariable[]): Gate {
  const missing = variables.filter((variable) => variable.missing).map(({ key }) => key)
  if (missing.length > 0) {
    const keys = missing.join(', ')
    return block(
      'config',
      'config-missing',
      `Required variables have no value: ${keys}. Set them in the configuration, then deploy again.`,
      { keys },
    )
  }
  const misfits = variables
    .filter(({ pattern, value }) => pattern && value !== null && !new RegExp(pattern, 'u').test(value))
    .map(({ key }) => key)
  if (misfits.length > 0) {
    const keys = misfits.join(', ')
    return block(
      'config',
      'config-misfit',
      `Variables do not have the form they should: ${keys}. Correct them, then deploy again.`,
      { keys },
    )
  }
  return pass('config', 'config-complete', 'Every required variable has a value.')
}
