import { z } from 'zod'
import { CreateEnvironmentInput } from '@/lib/environments/input'
import { patchOf } from '@/lib/patch'
import { BranchName, lineOfText, Slug, UrlPath } from '@/lib/text'

/** A path inside the repository. Whether it exists is asked of the commit that is built. */
const TreePath = z
  .string()
  .min(1)
  .max(400)
  .refine(
    (path) => !/^[-/]|(^|\/)\.\.(\/|$)|\\|\p{Cc}/u.test(path),
    'must be a path inside the repository, without .. and not beginning with / or -',
  )

/** Names that would reach into the builder rather than the Dockerfile. */
const BuildArgName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be letters, digits and underscores')
  .refine((name) => !name.startsWith('BUILDKIT_'), 'is a setting of the builder and cannot be an argument')

export const Build = z.strictObject({
  dockerfile: TreePath.default('Dockerfile'),
  context: TreePath.default('.'),
  target: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$/, 'must be the name of a stage')
    .nullable()
    .default(null),
  args: z.record(BuildArgName, z.string().max(10_000)).default({}),
})
export type Build = z.infer<typeof Build>

export const Service = z.strictObject({
  port: z.int().min(1).max(65535).default(3000),
  healthPath: UrlPath.default('/'),
})
export type Service = z.infer<typeof Service>

const credential = (most: number) => z.string().min(1).max(most)

/** The URL's form and the host's address are checked by lib/git/repository-url. */
export const Repository = z.strictObject({
  url: z.string().min(1).max(2000),
  username: lineOfText(200).nullish(),
  password: credential(10_000).nullish(),
  sshPrivateKey: credential(20_000).nullish(),
})
export type Repository = z.infer<typeof Repository>

export const CreateApplicationInput = z.strictObject({
  slug: Slug,
  name: lineOfText(80).pipe(z.string().min(1)).optional(),
  repository: Repository,
  baseBranch: BranchName.default('main'),
  build: Build.prefault({}),
  service: Service.prefault({}),
  environments: z.array(CreateEnvironmentInput).max(20).optional(),
})
export type CreateApplicationInput = z.infer<typeof CreateApplicationInput>

export const UpdateApplicationInput = z.strictObject({
  name: lineOfText(80).pipe(z.string().min(1)).optional(),
  /** Absent credentials stay as they are; null removes them. */
  repository: patchOf(Repository).optional(),
  baseBranch: BranchName.optional(),
  build: patchOf(Build).optional(),
  service: patchOf(Service).optional(),
})
export type UpdateApplicationInput = z.infer<typeof UpdateApplicationInput>
