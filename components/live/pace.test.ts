import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pace } from './pace'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('acts at once, and once for all that happens while it rests', () => {
  const act = vi.fn()
  const { ask } = pace(act, () => false)
  for (let i = 0; i < 10; i++) ask()
  expect(act).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(300)
  expect(act).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(3000)
  expect(act).toHaveBeenCalledTimes(2)
})

test('a reading that takes long is not ended by the next one', () => {
  const act = vi.fn()
  const { ask, busy } = pace(act, () => false)
  ask()
  busy(true)
  ask()
  vi.advanceTimersByTime(5000)
  expect(act).toHaveBeenCalledTimes(1)
  busy(false)
  expect(act).toHaveBeenCalledTimes(2)
})

test('a hidden page is read when it is looked at', () => {
  const act = vi.fn()
  let isHidden = true
  const { ask, wake } = pace(act, () => isHidden)
  ask()
  expect(act).not.toHaveBeenCalled()
  isHidden = false
  wake()
  expect(act).toHaveBeenCalledTimes(1)
})
