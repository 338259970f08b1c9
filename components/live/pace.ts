/** However much happens, the page is read again at most this often. */
const restMs = 300

/**
 * Acts at the first call, then at most once per rest; calls in between add up to one. It waits while the page is being read,
 * since a second reading would end the first and a busy page would never come to show anything, and while nobody looks.
 */
export function pace(act: () => void, isHidden: () => boolean) {
  let resting: ReturnType<typeof setTimeout> | undefined
  let isAsked = false
  let isBusy = false
  const go = () => {
    if (!isAsked || isBusy || resting !== undefined || isHidden()) return
    isAsked = false
    resting = setTimeout(() => {
      resting = undefined
      go()
    }, restMs)
    act()
  }
  return {
    ask() {
      isAsked = true
      go()
    },
    /** Tells that the page is being read, or that it was. */
    busy(now: boolean) {
      isBusy = now
      go()
    },
    /** Tells that somebody looks again. */
    wake: go,
    stop: () => clearTimeout(resting),
  }
}
