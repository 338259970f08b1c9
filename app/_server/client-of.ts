import 'server-only'

export interface Client {
  address: string | null
  userAgent: string | null
}

/**
 * Where a request came from. Each proxy appends the address it saw, so only the last entry of X-Forwarded-For is not the
 * sender's own invention; without a proxy Next fills it from the socket.
 */
export const clientOf = (headers: Headers): Client => ({
  address: headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || null,
  userAgent: headers.get('user-agent')?.slice(0, 300) ?? null,
})
