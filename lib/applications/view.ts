import { z } from 'zod'
import { Words } from '@/lib/words'
import type { Application } from '@/prisma/generated/client'
import { Build, Service } from './input'

/** An application as the API and the pages see it: credentials never come back, only whether there are any. */
export const ApplicationView = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  repository: z.object({ url: z.string(), username: z.string().nullable(), hasPassword: z.boolean(), hasSshKey: z.boolean() }),
  baseBranch: z.string(),
  build: Build.required(),
  service: Service.required(),
  isDemo: z.boolean(),
  fetchedAt: z.iso.datetime().nullable(),
  fetchError: z.string().nullable(),
  fetchErrorWords: Words.nullable(),
  createdAt: z.iso.datetime(),
})
export type ApplicationView = z.infer<typeof ApplicationView>

export const viewApplication = (row: Application): ApplicationView => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  repository: {
    url: row.repositoryUrl,
    username: row.repositoryUsername,
    hasPassword: row.repositoryPassword !== null,
    hasSshKey: row.repositorySshKey !== null,
  },
  baseBranch: row.baseBranch,
  build: Build.parse(row.build),
  service: Service.parse(row.service),
  isDemo: row.isDemo,
  fetchedAt: row.fetchedAt?.toISOString() ?? null,
  fetchError: row.fetchError,
  fetchErrorWords: Words.safeParse(row.fetchErrorWords).data ?? null,
  createdAt: row.createdAt.toISOString(),
})
