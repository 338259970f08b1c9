// The health check of the worker's container.
import { isBeating } from './container/heartbeat'

process.exitCode = isBeating() ? 0 : 1
