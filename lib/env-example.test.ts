import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { EnvSchema } from './env'
import { composeSettings, decidedByCompose, renderEnvExample } from './env-example'

const read = (name: string) => readFileSync(path.join(import.meta.dirname, '..', name), 'utf8')

test('.env.example is what lib/env.ts says; npm run env:example writes it', () => {
  expect(read('.env.example')).toBe(renderEnvExample(EnvSchema))
})

test('it shows defaults as written, and nothing of this machine', () => {
  const dir = z
    .string()
    .default('.data')
    .transform((text) => path.resolve(text))
    .describe('Where data is.')
  expect(renderEnvExample(z.object({ DIR: dir }))).toContain('# Where data is.\n#DIR=.data\n')
})

test('a setting without a description is refused', () => {
  expect(() => renderEnvExample(z.object({ PORT: z.string() }))).toThrow('PORT has no description')
})

test('docker-compose.yml passes on every other setting, and reads no undescribed one', () => {
  const asked = [...new Set(read('docker-compose.yml').match(/(?<=[^$]\$\{)[A-Z_]+/g))].sort()
  const passedOn = Object.keys(EnvSchema.shape).filter((name) => !['NODE_ENV', ...decidedByCompose].includes(name))
  expect(asked).toEqual([...passedOn, ...composeSettings.map(({ name }) => name)].sort())
})
