// Tells the launcher what is wrong with the settings, before anything of ours runs with them.
import { problemsOf } from '@/lib/env'

process.send?.({ problems: problemsOf(process.env) })
