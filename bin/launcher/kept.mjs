// Small values that are made once and kept in the data directory, readable by their owner alone.
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'

export function readKept(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}

export function keep(file, text) {
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const descriptor = openSync(temporary, 'wx', 0o600)
  writeSync(descriptor, `${text}\n`)
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(temporary, file)
  return text
}

export const keepOnce = (file, make) => readKept(file) || keep(file, make())

export const keepOnceAsJson = (file, make) => JSON.parse(keepOnce(file, () => JSON.stringify(make())))
