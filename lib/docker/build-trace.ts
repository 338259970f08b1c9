import protobuf from 'protobufjs/light'

/**
 * The part of BuildKit's `moby.buildkit.v1.StatusResponse` that a build log is made of. Fields left out here are skipped while decoding.
 */
const schema = {
  nested: {
    Time: { fields: { seconds: { type: 'int64', id: 1 }, nanos: { type: 'int32', id: 2 } } },
    Vertex: {
      fields: {
        digest: { type: 'string', id: 1 },
        name: { type: 'string', id: 3 },
        cached: { type: 'bool', id: 4 },
        started: { type: 'Time', id: 5 },
        completed: { type: 'Time', id: 6 },
        error: { type: 'string', id: 7 },
      },
    },
    Log: {
      fields: { vertex: { type: 'string', id: 1 }, stream: { type: 'int64', id: 3 }, message: { type: 'bytes', id: 4 } },
    },
    Status: {
      fields: {
        vertexes: { rule: 'repeated', type: 'Vertex', id: 1 },
        logs: { rule: 'repeated', type: 'Log', id: 3 },
      },
    },
  },
}

export interface Vertex {
  digest: string
  name: string
  cached: boolean
  started?: { seconds: number; nanos: number } | null
  completed?: { seconds: number; nanos: number } | null
  error: string
}

export interface BuildTrace {
  vertexes: Vertex[]
  /** `stream` is 1 for stdout and 2 for stderr; a message may hold a part of a line or many lines. */
  logs: { vertex: string; stream: number; message: Buffer }[]
}

const Status = protobuf.Root.fromJSON(schema).lookupType('Status')

export function decodeTrace(base64: string): BuildTrace {
  const message = Status.decode(Buffer.from(base64, 'base64'))
  return Status.toObject(message, { longs: Number, defaults: true, arrays: true }) as BuildTrace
}
