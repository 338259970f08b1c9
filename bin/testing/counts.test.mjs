import { expect, test } from 'vitest'
import { countPlaywright, countVitest } from './counts.mjs'

test('a test file that cannot be loaded counts as a failed test', () => {
  const report = {
    testResults: [
      {
        name: 'lib/a.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'one' },
          { status: 'failed', fullName: 'two', failureMessages: ['\u001b[31mexpected 1\u001b[0m\nat line'] },
          { status: 'skipped', fullName: 'three' },
        ],
      },
      { name: 'lib/b.test.ts', status: 'failed', message: 'cannot find ./b', assertionResults: [] },
    ],
  }
  expect(countVitest(report)).toEqual({
    passed: 1,
    failures: [
      { name: 'lib/a.test.ts: two', why: 'expected 1\nat line' },
      { name: 'lib/b.test.ts', why: 'cannot find ./b' },
    ],
  })
})

test('a journey that passed only at its second try counts as failed', () => {
  const spec = (title, status, results = []) => ({
    title,
    file: 'a.spec.ts',
    tests: [{ projectName: 'chromium', status, results }],
  })
  const report = {
    suites: [
      { specs: [spec('one', 'expected')], suites: [{ specs: [spec('two', 'flaky', [{ error: { message: 'timeout' } }, {}])] }] },
    ],
  }
  expect(countPlaywright(report)).toEqual({ passed: 1, failures: [{ name: 'a.spec.ts: two (chromium)', why: 'timeout' }] })
})
