import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'undici'
import { env } from '@/lib/env'

/** Between two requests of a visitor: enough to keep the machine busy, and not so busy that nothing else gets its turn. */
const thinkMs = 5

/**
 * People who use an environment all the time: each on one kept connection, no retries, every fourth request a POST, and
 * some that ask for `/slow`, which takes two seconds. Any answer but success is a failure.
 */
export function startLoad({ slug }: { slug: string }, environment: string, { quick = 12, slow = 4 } = {}) {
  const load = { answered: 0, slow: 0, failures: [] as string[], versions: new Set<string>() }
  let isOver = false
  const visitor = async (path: string) => {
    const client = new Client(`http://127.0.0.1:${env().PROXY_HTTP_PORT}`)
    for (let sent = 0; !isOver; sent++) {
      const method = sent % 4 === 0 ? 'POST' : 'GET'
      try {
        const headers = { host: `${environment}.${slug}.localhost` }
        const answer = await client.request({ path, method, headers, body: method === 'POST' ? `order ${sent}` : null })
        const text = await answer.body.text()
        if (answer.statusCode !== 200) load.failures.push(`${method} ${path} ${answer.statusCode}`)
        else if (path === '/slow') load.slow++
        else load.versions.add(JSON.parse(text).version)
        load.answered++
      } catch (error) {
        load.failures.push(`${method} ${path} ${error}`)
      }
      await wait(thinkMs)
    }
    await client.close()
  }
  const paths = [...Array<string>(quick).fill('/'), ...Array<string>(slow).fill('/slow')]
  const over = Promise.all(paths.map(visitor))
  return {
    load,
    async stop() {
      isOver = true
      await over
      return load
    },
  }
}
