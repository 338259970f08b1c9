import { randomUUID } from 'node:crypto'
import http2 from 'node:http2'
import type { Socket } from 'node:net'
import { call, dial } from '@/lib/docker/engine'

const grpcOk = '0'
const grpcUnimplemented = '12'

/** gRPC: one byte for "not compressed", four for the length, then the message. */
const grpcMessage = (message: Buffer) => {
  const header = Buffer.alloc(5)
  header.writeUInt32BE(message.length, 1)
  return Buffer.concat([header, message])
}

/** The calls BuildKit makes during a build. No credentials means: registries are asked without a name. */
const answers: Record<string, Buffer> = {
  '/moby.filesync.v1.Auth/Credentials': Buffer.alloc(0),
  // status: SERVING; without it BuildKit gives the session up after a second.
  '/grpc.health.v1.Health/Check': Buffer.from([0x08, 0x01]),
}

/**
 * The channel back from the engine's BuildKit to us that every BuildKit build needs, an HTTP/2 server on a connection that we open.
 * The client library's own one is never closed when a build is cancelled, and answers no health check. A build may be asked for before it
 * is `opened`: BuildKit waits for it.
 */
export function openSession(): { id: string; opened: Promise<void>; close: () => void } {
  const id = randomUUID()
  const headers = { Upgrade: 'h2c', 'X-Docker-Expose-Session-Uuid': id, 'X-Docker-Expose-Session-Name': 'branchline' }
  const request = { path: '/session', method: 'POST', hijack: true, headers, statusCodes: { 200: true } }
  const dialled = call('open a build session', (abortSignal) => dial<Socket>({ ...request, abortSignal }))
  return {
    id,
    opened: dialled.then(serve),
    close: () => void dialled.then((socket) => socket.destroy()).catch(() => undefined),
  }
}

function serve(socket: Socket) {
  const server = http2.createServer()
  server.on('session', (session) => session.on('error', () => undefined))
  server.on('stream', (stream, asked) => {
    stream.on('error', () => undefined)
    stream.resume()
    answer(stream, answers[asked[':path'] ?? ''])
  })
  socket.on('error', () => undefined)
  server.emit('connection', socket)
}

function answer(stream: http2.ServerHttp2Stream, message: Buffer | undefined) {
  const head = { ':status': 200, 'content-type': 'application/grpc' }
  if (!message) return stream.respond({ ...head, 'grpc-status': grpcUnimplemented }, { endStream: true })
  stream.respond(head, { waitForTrailers: true })
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': grpcOk }))
  stream.end(grpcMessage(message))
}
