import { db } from '@/lib/db'
import { workerId } from './pipeline/lease'

/**
 * Gives back the leases of what this worker still has, for others to go on at once. A worker that leaves in order is none
 * that died, so it costs no attempt. Leave after it: from now on others may take what is given back.
 */
export const handOver = () => db.$executeRaw`
  UPDATE "Deployment" SET "leaseOwner" = NULL, "leaseUntil" = NULL,
    attempts = CASE status WHEN 'running' THEN greatest(attempts - 1, 0) ELSE attempts END
  WHERE "leaseOwner" = ${workerId} AND "leaseUntil" IS NOT NULL`
