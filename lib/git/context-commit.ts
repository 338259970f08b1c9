import { type ObjectStore, writeObject } from './objects'
import type { TreeEntry } from './tree'

interface Folder {
  children: Map<string, { mode: string; oid: string } | Folder>
}

/**
 * Writes a commit whose tree holds exactly the given entries, so that git itself can archive them: names, modes and bytes
 * stay what they are. `known` are trees that need not be written again; the date becomes that of every file in the archive.
 */
export async function writeContextCommit(
  store: ObjectStore,
  entries: TreeEntry[],
  known: Set<string>,
  committedAt: number,
  like: string,
) {
  const root: Folder = { children: new Map() }
  for (const entry of entries) place(root, entry)
  const tree = await writeFolders(store, root, known, like)
  const who = `Branchline <branchline@localhost> ${committedAt} +0000`
  const body = `tree ${tree}\nauthor ${who}\ncommitter ${who}\n\nBuild context\n`
  return writeObject(store, 'commit', Buffer.from(body), like)
}

function place(root: Folder, { type, mode, oid, bytes }: TreeEntry) {
  const names = bytes.split('/')
  const name = names.pop() as string
  let folder = root
  for (const part of type === 'tree' ? [...names, name] : names) {
    const child = folder.children.get(part)
    if (child && 'children' in child) folder = child
    else {
      const made: Folder = { children: new Map() }
      folder.children.set(part, made)
      folder = made
    }
  }
  if (type !== 'tree') folder.children.set(name, { mode, oid })
}

/** Deepest first and without recursion: how deep a tree is, its repository decides. */
async function writeFolders(store: ObjectStore, root: Folder, known: Set<string>, like: string): Promise<string> {
  const order = [root]
  for (const folder of order) for (const child of folder.children.values()) if ('children' in child) order.push(child)
  const written = new Map<Folder, string>()
  for (const folder of order.reverse()) {
    const items = [...folder.children].map(([name, child]) => {
      if (!('children' in child)) return { name, ...child }
      // Of an empty folder git archives nothing, but of a submodule, which is not followed, an empty folder.
      if (child.children.size === 0) return { name, mode: '160000', oid: like }
      return { name, mode: '40000', oid: written.get(child) as string }
    })
    written.set(folder, await writeObject(store, 'tree', encode(items), like, known))
  }
  return written.get(root) as string
}

function encode(items: { name: string; mode: string; oid: string }[]): Buffer {
  // git compares bytes, and a folder's name as if it ended in a slash.
  const sortName = ({ name, mode }: { name: string; mode: string }) => (mode === '40000' ? `${name}/` : name)
  items.sort((a, b) => (sortName(a) < sortName(b) ? -1 : 1))
  return Buffer.concat(
    items.flatMap(({ name, mode, oid }) => [Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(oid, 'hex')]),
  )
}
