import { waitForEvent } from '@/lib/events'
import { ring } from '@/lib/queue'

/**
 * Asks the worker to fetch an application's mirror and waits for the news at most `waitMs`.
 * The web process holds no credentials, so every contact with a remote is the worker's.
 */
export async function fetchSoon(applicationId: string, waitMs: number): Promise<boolean> {
  const news = waitForEvent((event) => event.type === 'application' && event.applicationId === applicationId, waitMs)
  await ring('housekeeping', { fetchMirror: applicationId })
  return (await news) !== null
}
