import { Commands } from '@/lib/environments/input'
import { minutes, type Step } from '../pipeline/step'
import { runCommand } from '../run-command'

/** The application's migration, before anything of the new release starts; if it fails, the old release goes on serving. */
export const migrate: Step = {
  name: 'migrate',
  timeoutMs: minutes(30),
  async run(context) {
    const { migrate: command } = Commands.parse(context.environment.commands)
    if (!command) return 'skipped'
    await runCommand(context, 'migrate', command)
    return 'done'
  },
}
