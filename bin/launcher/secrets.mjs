import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { keepOnce } from './kept.mjs'

/** The secret that signs sessions: the operator's, or one made once. */
export const readSecret = (settings) =>
  settings.env.BRANCHLINE_SECRET || keepOnce(path.join(settings.dataDir, 'secret'), () => randomBytes(48).toString('base64'))

/** A password that needs no escaping in an address or in a configuration file. */
export const makePassword = () => randomBytes(24).toString('base64url')
