'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { publicAction } from '@/app/_server/action'
import { clientOf } from '@/app/_server/client-of'
import { setUp } from '@/lib/access/setup'
import { lineOfText } from '@/lib/text'

const SetupInput = z.object({
  token: z.string().max(200),
  name: lineOfText(100).pipe(z.string().min(1)),
  email: z.email().max(320),
  password: z.string(),
})

export const createAdmin = publicAction(SetupInput, async ({ token, ...person }) => {
  const { email } = await setUp(token, person, clientOf(await headers()).address)
  return { email }
})
