// `npm run build`: the web and the worker into dist/current/. `npm start` does the same when the sources changed.
import { buildProject } from './launcher/build.mjs'
import * as say from './launcher/say.mjs'
import { readSettings } from './launcher/settings.mjs'
import { Trouble } from './launcher/trouble.mjs'

try {
  await say.task('Build', (step) => buildProject(readSettings(), step))
} catch (error) {
  say.bad('Build', error instanceof Trouble ? error.message : error.stack)
  process.exitCode = 1
}
