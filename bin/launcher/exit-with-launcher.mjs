// Preloaded into a child: it ends when the launcher that started it is gone, so that none is left behind or doubled.
const graceMs = 5000

function leave() {
  setTimeout(() => process.exit(1), graceMs).unref()
  process.kill(process.pid, 'SIGTERM')
}

if (process.connected) process.once('disconnect', leave)
else leave()
