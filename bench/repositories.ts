import { git } from '@/lib/git/run-git'
import { makeRepository } from '@/lib/git/testing/repository'

const port = 3000

/** A web application without dependencies. What it answers with is the content of one file that a branch changes. */
const server = `
const { createHash } = require('node:crypto')
const http = require('node:http')
const mark = require('node:fs').readFileSync(__dirname + '/features/01.txt', 'utf8')
const server = http.createServer((request, response) => {
  request.resume()
  request.on('end', () => (request.url === '/slow' ? setTimeout(() => response.end(mark), 2000) : response.end(mark)))
})
// A WebSocket that sends back what it gets, in short frames: those from a client differ from ours by their mask.
server.on('upgrade', (request, socket) => {
  const accept = createHash('sha1').update(request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11')
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n' +
    'Sec-WebSocket-Accept: ' + accept.digest('base64') + '\\r\\n\\r\\n')
  socket.on('error', () => socket.destroy())
  socket.on('data', (frames) => {
    for (let frame = frames, length; frame.length > 0; frame = frame.subarray(6 + length)) {
      length = frame[1] & 127
      if ((frame[0] & 15) === 8) return socket.end(Buffer.from([0x88, 0]))
      const mask = frame.subarray(2, 6)
      const text = frame.subarray(6, 6 + length).map((byte, index) => byte ^ mask[index % 4])
      socket.write(Buffer.concat([Buffer.from([0x81, length]), text]))
    }
  })
})
process.on('SIGTERM', () => server.close(() => process.exit(0)))
server.listen(process.env.PORT, '0.0.0.0')
`

const dockerfile = (baseImage: string) => `FROM ${baseImage}
WORKDIR /app
COPY package.json .
RUN node -e "require('node:fs').writeFileSync('installed', '')"
COPY . .
CMD ["node", "server.js"]
`

const numbered = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, '0'))

export type Shop = Awaited<ReturnType<typeof makeShop>>

/** 400 files of 2.5 KB and 20 branches, each with a change of its own. */
export async function makeShop(dir: string, baseImage: string) {
  const repository = await makeRepository(dir)
  const filler = numbered(396).map((number) => [`src/part-${number}.js`, `// part ${number}\n${'x'.repeat(2500)}\n`])
  await repository.commit('main', {
    'server.js': server,
    'package.json': '{ "name": "shop", "private": true }\n',
    Dockerfile: dockerfile(baseImage),
    'features/00.txt': 'base\n',
    ...Object.fromEntries(filler),
  })
  const branches = numbered(20).map((number) => `feature/${number}`)
  for (const branch of branches)
    await repository.commit(branch, { [`features/${branch.slice(-2)}.txt`]: branch }, { from: 'main' })
  let changes = 0
  return {
    branches,
    port,
    /** One changed file on one branch. Gives the text that the application answers with from then on. */
    async change() {
      const mark = `change ${++changes}.`
      await repository.commit('feature/01', { 'features/01.txt': mark }, { from: await repository.head('feature/01') })
      return mark
    },
  }
}

/** A history of 2,000 commits with branches all along it, in one stream. Gives their names. */
export async function makeManyBranches(dir: string, count: number): Promise<string[]> {
  const repository = await makeRepository(dir)
  const mainline = 2000
  const names = Array.from({ length: count }, (_, index) => `team-${index % 40}/topic-${index}`)
  const commit = (branch: string, mark: number, from: string, file: string) =>
    `commit refs/heads/${branch}\nmark :${mark}\ncommitter Ada Lovelace <ada@example.org> ${1_700_000_000 + mark} +0000\n` +
    `data ${file.length}\n${file}\n${from}M 100644 inline ${file}\ndata 2\nx\n\n`
  const main = Array.from({ length: mainline }, (_, index) =>
    commit('main', index + 1, index > 0 ? `from :${index}\n` : '', `main-${index % 100}`),
  )
  const topics = names.map((name, index) =>
    commit(name, mainline + index + 1, `from :${mainline - (index % 1500)}\n`, `topic-${index}`),
  )
  await git(repository.path, ['fast-import', '--quiet', '--done'], { input: `${[...main, ...topics].join('')}done\n` })
  return names
}
