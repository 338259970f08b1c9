'use client'

import { useSyncExternalStore } from 'react'

const names = { isWrapped: 'branchline.log-wrap', hasTimes: 'branchline.log-times' } as const
type Setting = keyof typeof names

const readers = new Set<() => void>()
const subscribe = (read: () => void) => {
  readers.add(read)
  return () => readers.delete(read)
}

/** On a narrow screen lines wrap until somebody says otherwise. */
const fallbacks: Record<Setting, () => boolean> = {
  isWrapped: () => matchMedia('(max-width: 640px)').matches,
  hasTimes: () => false,
}

function read(setting: Setting) {
  const kept = localStorage.getItem(names[setting])
  return kept === null ? fallbacks[setting]() : kept === 'on'
}

/** How this browser likes its logs. */
export function useLogSetting(setting: Setting): [boolean, () => void] {
  const isOn = useSyncExternalStore(
    subscribe,
    () => read(setting),
    () => false,
  )
  const toggle = () => {
    localStorage.setItem(names[setting], isOn ? 'off' : 'on')
    for (const tell of readers) tell()
  }
  return [isOn, toggle]
}
