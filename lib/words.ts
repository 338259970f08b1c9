import { z } from 'zod'

/** What goes with an English sentence so that pages can say it in the reader's language: its name, and the values in it. */
export const Words = z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
export type Words = z.infer<typeof Words>

/** The words that a row keeps of an error; rows from before they were kept have its code alone. */
export const keptWords = (kept: unknown, code: string): Words => Words.safeParse(kept).data ?? { key: code, params: {} }
