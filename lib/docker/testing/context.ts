import { Readable } from 'node:stream'
import { pack } from 'tar-stream'

/** A build context of these files. */
export function contextOf(files: Record<string, string>): Readable {
  const archive = pack()
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, content)
  archive.finalize()
  return Readable.from(archive)
}
