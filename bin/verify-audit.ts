// npm run audit:verify: proves that no audit row was changed, removed or put in between. Exit code 1: one was.
import { verifyChain } from '../lib/audit/verify-chain'
import { db } from '../lib/db'

const { checked, last, broken } = await verifyChain({ chunk: 2000 })
await db.$disconnect()
if (broken) {
  console.error(
    `The audit is broken at row ${broken.seq}: ${broken.problem}. The ${checked} rows before it are as they were written.`,
  )
  process.exitCode = 1
} else {
  console.log(`${checked} audit rows are as they were written. The last is ${last.seq}, ${last.hash}`)
}
