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
    setupFiles: ['prisma/vitest-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
