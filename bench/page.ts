import { gzipSync } from 'node:zlib'
import type { Installation } from './installation'
import type { Bench } from './prepare'

/** The script a browser loads for the application page: what its HTML names, without what modern browsers skip. */
export async function measurePage({ installation }: Bench) {
  const cookie = await signIn(installation)
  const response = await fetch(`${installation.url}/apps/shop/branches`, { headers: { cookie }, redirect: 'manual' })
  if (response.status !== 200) throw new Error(`the page /apps/shop/branches answers ${response.status}`)
  const html = await response.text()
  const skipped = new Set([...html.matchAll(/<script[^>]*src="([^"]+)"[^>]*nomodule/gi)].map(([, src]) => src))
  const named = [...html.matchAll(/\/_next\/static\/chunks\/[^"\\?]+\.js/g)].map(([src]) => src)
  const scripts = [...new Set(named)].filter((src) => !skipped.has(src))
  const sizes = await Promise.all(scripts.map((src) => gzippedKilobytes(`${installation.url}${src}`)))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  return {
    figures: [{ what: 'script of the application page', unit: 'KB' as const, samples: [total], most: { median: 250 } }],
    details: scripts.map((src, index) => `  ${sizes[index]?.toFixed(1).padStart(6)} KB ${src}`).join('\n'),
  }
}

async function gzippedKilobytes(url: string) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
  return gzipSync(Buffer.from(await response.arrayBuffer())).length / 1024
}

/** A session as next-auth gives it to a browser. */
async function signIn({ url, account }: Installation): Promise<string> {
  const first = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = (await first.json()) as { csrfToken: string }
  const form = new URLSearchParams({ ...account, csrfToken, json: 'true' })
  const signedIn = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie: cookiesOf(first), origin: url },
    body: form,
    redirect: 'manual',
  })
  const cookies = cookiesOf(signedIn)
  if (!cookies.includes('branchline.session')) throw new Error(`signing in answers ${signedIn.status}`)
  return cookies
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
