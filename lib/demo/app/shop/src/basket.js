/** How many tins are in the basket of this request's cookie. */
export const countTins = (request) => Number(/(?:^|;\s*)basket=(\d{1,4})(?:;|$)/.exec(request.headers.cookie ?? '')?.[1] ?? 0)

export const basketCookie = (tins) => `basket=${Math.min(tins, 9999)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=86400`

/** The product named by the posted form. Longer bodies than any form of ours end the request. */
export async function readProductId(request) {
  let body = ''
  for await (const chunk of request) {
    body += chunk
    if (body.length > 1000) return null
  }
  return new URLSearchParams(body).get('product')
}
