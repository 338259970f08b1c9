// Stops what was started, dependants first. Used by Ctrl-C, SIGTERM and by a start that failed.
import { stopCommands } from './command.mjs'
import { forceAll } from './daemon.mjs'
import * as say from './say.mjs'

const stages = ['processes', 'proxy', 'queue', 'database', 'docker', 'lock']
/** npm and the terminal both deliver one Ctrl-C; only a later one is a second. */
const oneKeypressMs = 800
const npmCheckMs = 500

/** @returns {{ add(stage, starting: Promise): Promise, stop(exitCode): Promise<never>, isStopping(): boolean }} */
export function prepareShutdown({ exitCode: signalExitCode = 0 } = {}) {
  const started = new Map(stages.map((stage) => [stage, []]))
  let stoppedAt = null

  async function stop(exitCode = 0) {
    stoppedAt ??= performance.now()
    await stopCommands()
    for (const stage of stages) await Promise.all(started.get(stage).map(stopOne))
    process.exit(exitCode)
  }

  function onSignal(signal) {
    if (stoppedAt === null) {
      say.line(`\n  Stopping.${process.stdout.isTTY ? ' Ctrl-C again to force it.' : ''}`)
      void stop(signalExitCode)
    } else if (signal === 'SIGINT' && performance.now() - stoppedAt > oneKeypressMs) {
      forceAll()
      process.exit(130)
    }
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
  watchNpm(onSignal)

  return {
    /** Takes the promise of { name, stop() } (or of null), so that what is still starting is stopped as well. */
    add: (stage, starting) => {
      started.get(stage).push(starting)
      return starting
    },
    stop,
    isStopping: () => stoppedAt !== null,
  }
}

async function stopOne(starting) {
  const stoppable = await starting.catch(() => null)
  try {
    await stoppable?.stop?.()
  } catch (error) {
    say.warn(stoppable.name, `did not stop cleanly: ${error.message}`)
  }
}

/** Killing `npm start` itself does not reach us: we would go on without the terminal that started us. */
function watchNpm(onGone) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, npmCheckMs).unref()
}
