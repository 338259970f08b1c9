import pino from 'pino'

/** The process's own log, JSON lines on stdout. The only writer to the console. */
export const log = pino({
  level: process.env.BRANCHLINE_LOG_LEVEL || 'info',
  base: { process: process.env.BRANCHLINE_PROCESS },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: ['password', 'token', 'secret', '*.password', '*.token', '*.secret', 'headers.authorization', 'headers.cookie'],
})
