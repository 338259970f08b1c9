// Ports: free ones to choose, and who holds one that is taken.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { argumentsOf } from './processes.mjs'
import { Trouble } from './trouble.mjs'

const listenState = '0A'

const tryToListen = (port, host) =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve({ error }))
    server.listen({ port, host, exclusive: true }, () => {
      const { port: given } = server.address()
      server.close(() => resolve({ port: given }))
    })
  })

export const isFree = async (port, host = '127.0.0.1') => !(await tryToListen(port, host)).error

/** Whether somebody answers there. Unlike isFree it never takes the port, not even for a moment. */
export const isAnswering = (port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const socket = connect({ port, host })
    const answer = (isThere) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })

export const findFreePort = async () => (await tryToListen(0, '127.0.0.1')).port

/** Sockets that listen on the port, by inode, out of the text of /proc/net/tcp or tcp6. */
export const listeningInodes = (table, port) => {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return table
    .split('\n')
    .slice(1)
    .map((row) => row.trim().split(/\s+/))
    .filter((fields) => fields[3] === listenState && fields[1]?.endsWith(`:${wanted}`))
    .map((fields) => fields[9])
}

const readOr = (read, fallback) => {
  try {
    return read()
  } catch {
    return fallback
  }
}

/** @returns {{pid: number, command: string} | null} null when the system does not say. */
export function holderOf(port) {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readOr(() => readFileSync(file, 'utf8'), ''))
  const links = new Set(tables.flatMap((table) => listeningInodes(table, port)).map((inode) => `socket:[${inode}]`))
  if (links.size === 0) return null
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const descriptors = readOr(() => readdirSync(`/proc/${pid}/fd`), [])
    if (descriptors.some((fd) => links.has(readOr(() => readlinkSync(`/proc/${pid}/fd/${fd}`), '')))) {
      return { pid: Number(pid), command: argumentsOf(pid).join(' ').slice(0, 100) }
    }
  }
  return null
}

/** Refuses a taken port, with who holds it and what to do. */
export async function requireFreePort(port, host, variable) {
  const { error } = await tryToListen(port, host)
  if (!error) return
  if (error.code === 'EACCES')
    throw new Trouble(`Port ${port} needs root: choose one above 1023, for example ${variable}=${port + 8000}.`)
  if (error.code === 'EADDRNOTAVAIL') throw new Trouble(`This machine has no address ${host}: set HOST to one of its own.`)
  if (error.code !== 'EADDRINUSE') throw error
  const holder = holderOf(port)
  const by = holder ? `by process ${holder.pid} (${holder.command})` : 'by another process'
  throw new Trouble(`Port ${port} is taken ${by}. Stop it, or choose another port: ${variable}=${port + 1} npm start`)
}
