import { z } from 'zod'
import type { ListAuditInput } from '@/lib/audit/queries'

const text = (most: number) => z.string().trim().max(most).catch('').default('')
const day = z.iso.date().or(z.literal('')).catch('').default('')

/** What the address asks for; whatever makes no sense is as if it were not there. */
const AuditSearch = z.object({
  actor: text(200),
  action: text(100).transform((name) => (/^[a-z.-]*$/.test(name) ? name : '')),
  application: text(40).transform((slug) => (/^[a-z0-9-]*$/.test(slug) ? slug : '')),
  from: day,
  to: day,
  cursor: text(200),
})
export type AuditSearch = z.infer<typeof AuditSearch>

export const parseAuditSearch = (params: Record<string, string | string[] | undefined>): AuditSearch => AuditSearch.parse(params)

/** Days are the reader's: they begin and end where the reader's clock says so. */
export function listInputOf({ from, to, ...search }: AuditSearch, timeZone: string): Omit<ListAuditInput, 'limit'> {
  const filled = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== ''))
  return {
    ...filled,
    ...(from && { from: startOfDay(from, timeZone).toISOString() }),
    ...(to && { to: new Date(startOfDay(nextDay(to), timeZone).getTime() - 1).toISOString() }),
  }
}

const nextDay = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** Midnight of a date in a zone: taken as UTC, then moved by the zone's offset at that moment. */
function startOfDay(date: string, timeZone: string): Date {
  const utc = new Date(`${date}T00:00:00Z`)
  const guess = new Date(utc.getTime() - offsetMs(utc, timeZone))
  return new Date(utc.getTime() - offsetMs(guess, timeZone))
}

function offsetMs(at: Date, timeZone: string) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const [, sign, hours = '0', minutes = '0'] =
    /GMT([+-])(\d+):?(\d+)?/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
