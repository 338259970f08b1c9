// npm run env:example: writes .env.example from the schema that checks the environment.
import { writeFileSync } from 'node:fs'
import { EnvSchema } from '@/lib/env'
import { renderEnvExample } from '@/lib/env-example'

writeFileSync('.env.example', renderEnvExample(EnvSchema))
