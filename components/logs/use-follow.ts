'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'

/** This near the end counts as the end. */
const nearPx = 32

interface FollowOptions {
  count: number
  /** Of the whole list; lines that wrap make it grow after they were counted. */
  sizePx: number
  startsFollowing: boolean
}

/** Keeps the end of a growing list in view until the reader scrolls up; at the end again, it goes on. */
export function useFollow(scroller: RefObject<HTMLElement | null>, { count, sizePx, startsFollowing }: FollowOptions) {
  const [isFollowing, setFollowing] = useState(startsFollowing)
  // What came before the reader scrolled up; null: nobody did, and nothing counts as new.
  const [seen, setSeen] = useState<number | null>(null)
  const lastTop = useRef(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new size is a reason to go to the end.
  useEffect(() => {
    const element = scroller.current
    if (isFollowing && element) element.scrollTop = element.scrollHeight
  }, [sizePx, isFollowing, scroller])

  const onScroll = () => {
    const element = scroller.current
    if (!element) return
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx
    const isUp = element.scrollTop < lastTop.current
    lastTop.current = element.scrollTop
    if (isAtEnd) setFollowing(true)
    else if (isUp && isFollowing) stop()
  }
  const stop = () => {
    setFollowing(false)
    setSeen(count)
  }
  return {
    isFollowing,
    follow: () => setFollowing(true),
    stop,
    onScroll,
    unseen: isFollowing || seen === null ? 0 : Math.max(0, count - seen),
  }
}
