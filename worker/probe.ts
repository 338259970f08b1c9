/** One look at a container over HTTP. */
export type ProbeResult = { healthy: true } | { healthy: false; why: 'refused' | 'timeout' | 'status'; status?: number }

/** Asks a container's own address; redirects are an answer and are not followed, the body is thrown away. */
export async function probe(
  address: string,
  port: number,
  path: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ProbeResult> {
  try {
    const answer = await fetch(`http://${address}:${port}${path}`, {
      redirect: 'manual',
      headers: { 'user-agent': 'branchline-health', connection: 'close' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    await answer.body?.cancel()
    return answer.status < 400 ? { healthy: true } : { healthy: false, why: 'status', status: answer.status }
  } catch (error) {
    signal.throwIfAborted()
    return { healthy: false, why: error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'refused' }
  }
}
