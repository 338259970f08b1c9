import { createServer } from 'node:http'
import { routes } from './src/routes.js'

const port = Number(process.env.PORT ?? 3000)
const say = (line) => process.stdout.write(`${line}\n`)
let isStopping = false

const server = createServer(async (request, response) => {
  const startedAt = Date.now()
  const answer = await findAnswer(request)

  if (isStopping) response.setHeader('connection', 'close')
  response.writeHead(answer.status, answer.headers).end(request.method === 'HEAD' ? undefined : answer.body)
  if (request.url !== '/health' || answer.status !== 200) {
    const reason = answer.status >= 500 ? ` ${answer.body}` : ''
    say(`${request.method} ${request.url} ${answer.status} ${Date.now() - startedAt} ms${reason}`)
  }
})

async function findAnswer(request) {
  try {
    const url = new URL(request.url, 'http://shop')
    const route = routes[`${request.method === 'HEAD' ? 'GET' : request.method} ${url.pathname}`]
    return route ? await route(request, url) : { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found\n' }
  } catch (error) {
    say(`error: ${error.stack}`)
    return { status: 500, headers: { 'content-type': 'text/plain' }, body: 'The shop made a mistake.\n' }
  }
}

server.listen(port, () => say(`The shop is open on port ${server.address().port}`))

// Requests that have begun are finished; idle connections are closed by `close` itself.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.once(signal, () => {
    say('The shop closes: finishing what has begun')
    isStopping = true
    server.close(() => process.exit(0))
  })
}
