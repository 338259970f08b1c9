import 'server-only'
import { notFound } from 'next/navigation'
import { DomainError } from '@/lib/errors'

/** For pages: what does not exist, or may not be seen, shows the not-found page; other errors pass. */
export const orNotFound = <Value>(read: Promise<Value>): Promise<Value> =>
  read.catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'not-found') notFound()
    throw error
  })
