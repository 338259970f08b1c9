import path from 'node:path'
import { env } from '@/lib/env'

/** Where an application's mirror is. Apart from mirror.ts, since readers need no more than this. */
export const mirrorPath = (applicationId: string) =>
  path.join(/* turbopackIgnore: true */ env().dataDir, 'mirrors', `${applicationId}.git`)
