import { hostname } from 'node:os'

/** What is running here, as the platform tells it; a value it did not give is null. */
export const release = {
  environment: process.env.BRANCHLINE_ENVIRONMENT || null,
  branches: (process.env.BRANCHLINE_BRANCHES ?? '').split(' ').filter(Boolean),
  commit: process.env.BRANCHLINE_COMMIT || null,
  release: process.env.BRANCHLINE_RELEASE || null,
  container: hostname(),
}
