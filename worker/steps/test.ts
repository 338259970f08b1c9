import { Policy } from '@/lib/environments/input'
import { DomainError } from '@/lib/errors'
import { minutes, type Step } from '../pipeline/step'
import { runCommand } from '../run-command'

/** The application's own tests in the image that would go live. */
export const test: Step = {
  name: 'test',
  timeoutMs: minutes(30),
  async run(context) {
    const { command, required } = Policy.parse(context.environment.policy).test
    if (!command || context.deployment.skipTest) return 'skipped'
    try {
      await runCommand(context, 'test', command)
    } catch (error) {
      const said = error instanceof DomainError && error.reason === 'test-failed'
      if (required || !said) throw error
      context.log.warn(`${error.message} The environment does not require it, so the deployment goes on.`)
    }
    return 'done'
  },
}
