/** A path of ours to go on to after signing in; anything that could lead elsewhere becomes the board. */
export function safePath(next: string | undefined | null): string {
  if (!next?.startsWith('/')) return '/'
  try {
    const here = 'http://here.invalid'
    const url = new URL(next, here)
    return url.origin === here ? url.pathname + url.search + url.hash : '/'
  } catch {
    return '/'
  }
}
