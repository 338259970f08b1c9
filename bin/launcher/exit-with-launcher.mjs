// Preloaded into a child: it ends when the launcher that started it is gone, so that none is left behind or doubled.
// Node hands the preload on to what the child starts itself; where that has no channel to its parent, nothing happens.
const graceMs = 5000

function leave() {
  setTimeout(() => process.exit(1), graceMs).unref()
  process.kill(process.pid, 'SIGTERM')
}

const hasChannel = process.send !== undefined
if (process.connected) process.once('disconnect', leave)
// The launcher was gone before the child got here.
else if (hasChannel) leave()
