import { basketCookie, countTins, readProductId } from './basket.js'
import { findProblem } from './health.js'
import { renderPage } from './page.js'
import { findProduct } from './products.js'
import { release } from './release.js'
import { readVisit } from './visit.js'

const json = (status, value) => ({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) })

/** Every address of the shop. Each answers with { status, headers, body }. */
export const routes = {
  'GET /': (request, url) => ({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', vary: 'accept-language', 'cache-control': 'no-store' },
    body: renderPage(readVisit(request, url)),
  }),

  'POST /basket': async (request) => {
    const product = findProduct(await readProductId(request))
    if (!product) return json(400, { error: 'There is no such product.' })
    const headers = { location: `/?added=${product.id}`, 'set-cookie': basketCookie(countTins(request) + 1) }
    return { status: 303, headers, body: '' }
  },

  'GET /health': () => {
    const problem = findProblem()
    return problem ? json(503, { status: 'down', problem }) : json(200, { status: 'ok' })
  },

  'GET /version': () => json(200, { ...release, node: process.version }),
}
