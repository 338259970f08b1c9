import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { requireActor } from '@/app/_server/session'
import { settingsPages } from './pages'

/** To the first page of the settings the reader may see. */
export default async function SettingsPage() {
  const [first] = settingsPages(await requireActor())
  redirect((first?.href ?? '/me') as Route)
}
