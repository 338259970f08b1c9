// One launcher per data directory. The lock is a listening socket: the system lets go of it however its holder dies, and
// whoever finds it taken can ask who holds it.
import { linkSync, renameSync, rmSync, statSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const longestSocketPath = 100
const answerTimeoutMs = 1000

export const fitsSocket = (file) => Buffer.byteLength(file) <= longestSocketPath

/**
 * @param {() => object} describe what others are told of the holder
 * @returns {Promise<{release(): void} | {holder: object}>}
 */
export async function takeLock(file, describe) {
  for (;;) {
    const server = await listen(file, describe)
    if (server) return { release: () => server.close() }
    const found = identityOf(file)
    const holder = await ask(file)
    if (holder) return { holder }
    removeDead(file, found)
  }
}

function listen(file, describe) {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.end(JSON.stringify(describe()))
    })
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)))
    server.listen(file, () => {
      server.unref()
      resolve(server)
    })
  })
}

/** What the holder says of itself, {} when it is too busy to say, null when there is none. */
async function ask(file) {
  // A holder that has bound but does not listen yet refuses for an instant.
  for (let attempt = 0; attempt < 4; attempt++) {
    const answer = await askOnce(file)
    if (answer) return answer
    await delay(50)
  }
  return null
}

function askOnce(file) {
  return new Promise((resolve) => {
    let text = ''
    const socket = createConnection(file)
    const timer = setTimeout(() => finish({}), answerTimeoutMs)
    const finish = (answer) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => finish(parse(text)))
    socket.on('error', () => finish(null))
  })
}

const parse = (text) => {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** A socket's number may be given again at once, its time of making is not. */
function identityOf(file) {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stat && `${stat.ino} ${stat.mtimeNs}`
}

/** Moves the dead socket away. Another launcher may have taken over since it was asked: then its socket is put back. */
function removeDead(file, dead) {
  if (!dead || identityOf(file) !== dead) return
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
    if (identityOf(aside) !== dead) linkSync(aside, file)
    rmSync(aside, { force: true })
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  }
}
