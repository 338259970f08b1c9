/** Prisma's filter for text that contains what a person typed, in any case; `%` and `_` are ordinary characters. */
export const containing = (text: string) => ({ contains: text.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const })
