import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: [
      'lib/**/*.test.ts',
      'worker/**/*.test.ts',
      'app/**/*.test.ts',
      'components/**/*.test.ts',
      'prisma/**/*.test.ts',
      'i18n/**/*.test.ts',
      'compose/**/*.test.ts',
      'bin/**/*.test.mjs',
    ],
    // They wait for engines and remotes more than they compute, so two go well on two cores.
    maxWorkers: 2,
    setupFiles: ['prisma/vitest-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
