'use client'

import { useSyncExternalStore } from 'react'

const key = 'branchline.single-keys'
const readers = new Set<() => void>()

export const areSingleKeysOn = () => localStorage.getItem(key) !== 'off'

export function setSingleKeys(isOn: boolean) {
  localStorage.setItem(key, isOn ? 'on' : 'off')
  for (const tell of readers) tell()
}

const subscribe = (read: () => void) => {
  readers.add(read)
  return () => readers.delete(read)
}

/** Whether single keys act in this browser; `/me` has the switch. */
export const useSingleKeys = () => useSyncExternalStore(subscribe, areSingleKeysOn, () => true)
