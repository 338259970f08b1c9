import { z } from 'zod'
import { lineOfText, paragraph } from '@/lib/text'

/** Names that Branchline sets itself. */
const ours = ['PORT']

export const VariableKey = z
  .string()
  .max(200)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be letters, digits and underscores')
  .refine((key) => !ours.includes(key) && !key.startsWith('BRANCHLINE_'), 'is set by Branchline')
  .refine((key) => !key.startsWith('BUILDKIT_'), 'is a setting of the builder')

export const VariableInput = z.strictObject({
  key: VariableKey,
  /** null keeps the stored value of a secret, or declares a key that has no value yet. */
  value: z
    .string()
    .max(65_536)
    .refine((value) => !value.includes('\0'), 'must not contain NUL')
    .nullable(),
  secret: z.boolean().default(false),
  use: z.enum(['runtime', 'build']).default('runtime'),
  required: z.boolean().default(false),
  description: paragraph(500).default(''),
  example: lineOfText(500).default(''),
  pattern: z.string().max(200).refine(isRegExp, 'is not a regular expression').nullable().default(null),
})

export const PutVariablesInput = z
  .strictObject({ items: z.array(VariableInput).max(500), message: lineOfText(200).default('') })
  .refine(({ items }) => new Set(items.map(({ key }) => key)).size === items.length, {
    path: ['items'],
    message: 'a key is there twice',
  })
  .refine(({ items }) => !items.some(({ secret, use }) => secret && use === 'build'), {
    path: ['items'],
    message: 'a secret cannot be a build argument: it would stay readable in the image. Use it at run time.',
  })
export type PutVariablesInput = z.infer<typeof PutVariablesInput>

function isRegExp(text: string) {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}
