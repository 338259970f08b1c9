import { expect, test } from 'vitest'
import { isLongerThanUsual, remainingMs, spentMs, type TimedStep, type UsualDurations } from './progress'

const now = Date.parse('2026-01-01T12:00:00Z')
const ago = (ms: number) => new Date(now - ms).toISOString()
const usual: UsualDurations = {
  steps: {
    fetch: { medianMs: 1000, p90Ms: 2000 },
    build: { medianMs: 10_000, p90Ms: 15_000 },
    start: { medianMs: 500, p90Ms: 900 },
  },
  totalMs: { medianMs: 11_500, p90Ms: 17_000 },
}
const done = (name: TimedStep['name'], ms: number): TimedStep => ({
  name,
  status: 'done',
  startedAt: ago(ms),
  finishedAt: ago(0),
})
const running = (name: TimedStep['name'], ms: number): TimedStep => ({
  name,
  status: 'running',
  startedAt: ago(ms),
  finishedAt: null,
})
const waiting = (name: TimedStep['name']): TimedStep => ({ name, status: 'waiting', startedAt: null, finishedAt: null })

test('what remains is the rest of the running step and the whole of those to come', () => {
  expect(remainingMs([done('fetch', 900), running('build', 4000), waiting('start')], usual, now)).toBe(6500)
})

test('a step beyond its usual time counts nothing, and never less', () => {
  expect(remainingMs([running('build', 60_000), waiting('start')], usual, now)).toBe(500)
})

test('people and the drain do not count; a step without an example makes the rest unknown', () => {
  expect(remainingMs([waiting('approve'), waiting('start'), waiting('drain')], usual, now)).toBe(500)
  expect(remainingMs([waiting('migrate'), waiting('start')], usual, now)).toBeNull()
})

test('longer than usual begins past the ninetieth percentile of the work', () => {
  expect(isLongerThanUsual([done('fetch', 1000), running('build', 15_900)], usual, now)).toBe(false)
  expect(isLongerThanUsual([done('fetch', 1000), running('build', 16_100)], usual, now)).toBe(true)
  expect(isLongerThanUsual([running('build', 60_000)], { steps: {}, totalMs: null }, now)).toBe(false)
})

test('a clock behind the server never makes a step shorter than nothing', () => {
  expect(spentMs({ startedAt: ago(-500), finishedAt: null }, now)).toBe(0)
})
