// How many tests passed and failed, and what failed, out of the runners' own JSON reports.
import { stripVTControlCharacters } from 'node:util'

const firstLines = (text = '', count = 12) => stripVTControlCharacters(text).split('\n').slice(0, count).join('\n')

/** A file that could not even be loaded counts as one failed test. */
export function countVitest(report) {
  const files = report.testResults
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })))
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const failures = [
    ...tests
      .filter((test) => test.status === 'failed')
      .map((test) => ({ name: `${test.file}: ${test.fullName}`, why: firstLines(test.failureMessages[0]) })),
    ...broken.map((file) => ({ name: file.name, why: firstLines(file.message) })),
  ]
  return { passed: tests.filter((test) => test.status === 'passed').length, failures }
}

/** A test that passed at its second try counts as failed: it shows a race. */
export function countPlaywright(report) {
  const specs = report.suites.flatMap(specsOf)
  const runs = specs.flatMap((spec) =>
    spec.tests.map((test) => ({ name: `${spec.file}: ${spec.title} (${test.projectName})`, ...test })),
  )
  const failures = [
    ...runs
      .filter((run) => run.status === 'unexpected' || run.status === 'flaky')
      .map((run) => ({ name: run.name, why: firstLines(run.results.find((result) => result.error)?.error.message) })),
    ...(report.errors ?? []).map((error) => ({ name: 'browser journeys', why: firstLines(error.message) })),
  ]
  return { passed: runs.filter((run) => run.status === 'expected').length, failures }
}

const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]
