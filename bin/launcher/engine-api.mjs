// The few Docker Engine calls the launcher and the tests' clean-up need, without any package.
import { request } from 'node:http'

const timeoutMs = 5000

const targetOf = (dockerHost) => {
  if (dockerHost.startsWith('unix://')) return { socketPath: dockerHost.slice('unix://'.length) }
  const { hostname, port } = new URL(dockerHost.replace(/^tcp:/, 'http:'))
  return { host: hostname, port: port || 2375 }
}

/** @returns {Promise<{ status: number, body: any }>} body is parsed JSON, or null. */
export function callEngine(dockerHost, path, { method = 'GET', timeout = timeoutMs } = {}) {
  return new Promise((resolve, reject) => {
    const call = request({ ...targetOf(dockerHost), path, method, timeout }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode, body: parse(text) }))
    })
    call.on('timeout', () => call.destroy(new Error(`no answer within ${timeout / 1000} s`)))
    call.on('error', reject)
    call.end()
  })
}

const parse = (text) => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** @returns {Promise<{ version?: string, apiVersion?: string, problem?: string, code?: string }>} */
export async function pingEngine(dockerHost) {
  try {
    const { status, body } = await callEngine(dockerHost, '/version')
    if (status === 200 && body?.ApiVersion) return { version: body.Version, apiVersion: body.ApiVersion }
    return { problem: `answers ${status}` }
  } catch (error) {
    return { problem: error.message, code: error.code }
  }
}
