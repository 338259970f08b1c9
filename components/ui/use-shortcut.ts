'use client'

import { useEffect, useRef } from 'react'
import { areSingleKeysOn } from './shortcuts-setting'

/** Keys typed one after the other count as one shortcut within this time. */
const sequenceMs = 1000

/**
 * Calls `act` on a single key (`x`, `?`, `Shift+x`) or a sequence (`g b`). Silent inside fields, dialogs and menus, while an
 * input method composes, with Ctrl, Alt or ⌘ held, and when the person has switched single keys off.
 */
export function useShortcut(keys: string, act: () => void) {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })

  useEffect(() => {
    const wanted = keys.split(' ')
    let typed: string[] = []
    let lastAt = 0
    const hear = (event: KeyboardEvent) => {
      if (isSilent(event)) return
      const key = event.shiftKey && /^[A-Z]$/.test(event.key) ? `Shift+${event.key.toLowerCase()}` : event.key
      const now = performance.now()
      typed = now - lastAt < sequenceMs ? [...typed, key].slice(-wanted.length) : [key]
      lastAt = now
      if (typed.length < wanted.length || typed.some((part, index) => part !== wanted[index])) return
      typed = []
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [keys])
}

function isSilent(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return true
  if (event.key === 'Shift' || !areSingleKeysOn()) return true
  const target = event.target instanceof Element ? event.target : null
  return target?.closest('input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=menu]') != null
}
