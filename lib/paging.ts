import { z } from 'zod'

/** `?cursor=&limit=` of every list. A cursor is opaque to callers: the key of the last row they have seen. */
export const PageInput = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type PageInput = z.infer<typeof PageInput>

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

/** Makes a page of rows that were fetched with one more than `limit`. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => string | number | bigint,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? Buffer.from(String(keyOf(last))).toString('base64url') : null,
  }
}

/** The key inside a cursor, or undefined for the first page. */
export const keyIn = (cursor: string | undefined) => (cursor ? Buffer.from(cursor, 'base64url').toString() : undefined)

/** PostgreSQL's integer. */
const greatest = 2_147_483_647

/** The whole number inside a cursor; a forged one begins at the first page. */
export const numberIn = (cursor: string | undefined) => {
  const key = keyIn(cursor)
  return key && /^\d{1,18}$/.test(key) ? Math.min(Number(key), greatest) : undefined
}
