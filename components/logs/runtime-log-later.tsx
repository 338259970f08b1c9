'use client'

import dynamic from 'next/dynamic'

/** The log stands low on its page and is empty until its stream opens: its scripts come after those of what stands above. */
export const RuntimeLogLater = dynamic(() => import('./runtime-log').then((module) => module.RuntimeLog), {
  ssr: false,
  loading: () => <div className="h-96 rounded-md border bg-raised" />,
})
