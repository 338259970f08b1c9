'use client'

import { useRouter } from 'next/navigation'
import type { Action } from '@/components/ui/action-result'
import { RemoveDemo } from './remove-demo'

/** On a page of the demo itself, which goes with it. */
export function RemoveDemoHere({ remove }: { remove: Action<Record<string, never>> }) {
  const router = useRouter()
  return <RemoveDemo remove={remove} onRemoved={() => router.push('/')} />
}
