import { z } from 'zod'
import { Words } from '@/lib/words'

export const Gate = z.object({
  code: z.enum([
    'approval',
    'order',
    'freeze',
    'window',
    'claim',
    'checklist',
    'sign-off',
    'review',
    'ci',
    'config',
    'known-bug',
    'disk',
    'server',
  ]),
  state: z.enum(['pass', 'warn', 'block']),
  message: z.string(),
  ...Words.shape,
})
export type Gate = z.infer<typeof Gate>

const gate =
  (state: Gate['state']) =>
  (code: Gate['code'], key: string, message: string, params: Gate['params'] = {}): Gate => ({ code, state, key, message, params })

export const pass = gate('pass')
export const warn = gate('warn')
export const block = gate('block')
