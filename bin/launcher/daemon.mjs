// Processes that the launcher starts and the next launcher can find again: their identity is written down, so that a
// launcher that was killed neither loses nor doubles them. Each leads a session of its own, so that Ctrl-C on the
// terminal reaches the launcher alone, which stops them in order.
import { fork, spawn } from 'node:child_process'
import { closeSync, rmSync } from 'node:fs'
import path from 'node:path'
import { keep, readKept } from './kept.mjs'
import { openLog } from './logs.mjs'
import { end, identify, isAlive, signal, waitForEnd } from './processes.mjs'

const adoptedPollMs = 250

/** Everything this launcher answers for, to end it in a hurry. */
const running = new Set()

const recordFile = (dataDir, name) => path.join(dataDir, 'run', `${name}.json`)

/**
 * A running process: { name, pid, startTime, settings, exited: Promise<{ code, signal }>, signal(), end(how) }.
 * `settings` is what it was started with; another wish means another process.
 */
function makeHandle({ dataDir, name, identity, settings, forceSignal = 'SIGKILL', exited }) {
  const handle = {
    name,
    ...identity,
    settings,
    exited,
    signal: (signalName) => signal(identity, signalName),
    force: () => signal(identity, forceSignal),
    end: async (how) => {
      await end(identity, { force: forceSignal, ...how })
      rmSync(recordFile(dataDir, name), { force: true })
    },
  }
  running.add(handle)
  void exited.then(() => running.delete(handle))
  return handle
}

function started({ dataDir, name, settings = null, forceSignal }, child) {
  const identity = child.pid ? identify(child.pid) : { pid: 0, startTime: null }
  if (child.pid) keep(recordFile(dataDir, name), JSON.stringify({ ...identity, settings }))
  const exited = new Promise((resolve) => {
    child.once('exit', (code, exitSignal) => resolve({ code, signal: exitSignal }))
    child.once('error', (error) => resolve({ code: null, signal: null, error }))
  })
  return makeHandle({ dataDir, name, identity, settings, forceSignal, exited })
}

/** Starts a program that goes on when the launcher is gone. */
export function startDaemon({ file, args, env = process.env, uid, gid, ...rest }) {
  const log = openLog(rest.dataDir, rest.name)
  const child = spawn(file, args, { cwd: rest.dataDir, env, uid, gid, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  return started(rest, child)
}

/** Starts a Node program that ends when the launcher is gone: it sees its channel to us close. */
export function startChild({ script, args = [], cwd, env, execArgv = [], ...rest }) {
  const log = openLog(rest.dataDir, rest.name)
  const child = fork(script, args, { cwd, env, execArgv, detached: true, stdio: ['ignore', log, log, 'ipc'] })
  closeSync(log)
  return started(rest, child)
}

/** What an earlier launcher left running: { pid, startTime, settings }, or null. */
export function readRunning({ dataDir, name }) {
  const text = readKept(recordFile(dataDir, name))
  if (!text) return null
  const { settings, ...identity } = JSON.parse(text)
  return isAlive(identity) ? { ...identity, settings } : null
}

/** The same, answered for from now on. */
export function findRunning(how) {
  const record = readRunning(how)
  return record && adopt({ ...how, settings: record.settings, identity: { pid: record.pid, startTime: record.startTime } })
}

/** Answers from now on for a process that somebody else started. */
export function adopt({ identity, settings = null, ...rest }) {
  const exited = waitForEnd(identity, { pollMs: adoptedPollMs }).then(() => ({ code: null, signal: null }))
  return makeHandle({ ...rest, identity, settings, exited })
}

export function forceAll() {
  for (const handle of running) handle.force()
}
