// Calm lines on the terminal: one per thing done, with a moving line for what is being done on a terminal, and with a
// plain line now and then where there is none (CI, journald).
const out = process.stdout
const isTerminal = Boolean(out.isTTY) && process.env.TERM !== 'dumb'
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const stillEveryMs = 15_000

/** What is being done: name → { text, since }. */
const running = new Map()
let frame = 0
let ticker

/** By hand: an older Node must get as far as being told that it is too old. */
const styles = { bold: [1, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] }
const paint = (style, text) => (isTerminal ? `\x1b[${styles[style][0]}m${text}\x1b[${styles[style][1]}m` : text)
const label = (name) => name.padEnd(12)
const seconds = (since) => Math.round((performance.now() - since) / 1000)

const clearMovingLine = () => isTerminal && out.write('\r\x1b[2K')

const drawMovingLine = () => {
  if (!isTerminal || running.size === 0) return
  const parts = [...running].map(
    ([name, { text, since }]) => `${name}: ${text}${seconds(since) > 2 ? ` ${seconds(since)} s` : ''}`,
  )
  frame = (frame + 1) % frames.length
  out.write(`\r\x1b[2K  ${paint('cyan', frames[frame])} ${parts.join(' · ').slice(0, (out.columns ?? 80) - 6)}`)
}

const tick = () => {
  if (isTerminal) return drawMovingLine()
  for (const [name, task] of running) {
    if (performance.now() - task.saidAt < stillEveryMs) continue
    task.saidAt = performance.now()
    out.write(`    ${label(name)} ${task.text} (${seconds(task.since)} s)\n`)
  }
}

const begin = (name, text) => {
  running.set(name, { text, since: performance.now(), saidAt: performance.now() })
  ticker ??= setInterval(tick, isTerminal ? 120 : 1000).unref()
}

const finish = (name) => {
  running.delete(name)
  if (running.size > 0) return
  clearInterval(ticker)
  ticker = undefined
}

export const line = (text = '') => {
  clearMovingLine()
  out.write(`${text}\n`)
  drawMovingLine()
}

const marked = (mark, style, name, text) => {
  const [first, ...rest] = text.split('\n')
  line(`  ${paint(style, mark)} ${label(name)} ${first}`)
  for (const more of rest) line(`    ${label('')} ${more}`)
}

export const good = (name, text) => marked('✓', 'green', name, text)
export const warn = (name, text) => marked('!', 'yellow', name, text)
export const bad = (name, text) => marked('✗', 'red', name, text)
export const strong = (text) => paint('bold', text)

/**
 * Shows `name` as being done while `work` runs. `work` gets { progress(text), done(text), warn(text) } and its result is
 * handed on; what it throws is not shown here.
 */
export async function task(name, work) {
  begin(name, 'checking')
  const step = {
    progress: (text) => {
      const current = running.get(name)
      if (!current || current.text === text) return
      current.text = text
      if (!isTerminal) line(`    ${label(name)} ${text}`)
    },
    done: (text) => good(name, text),
    warn: (text) => warn(name, text),
  }
  try {
    return await work(step)
  } finally {
    finish(name)
    clearMovingLine()
    drawMovingLine()
  }
}
