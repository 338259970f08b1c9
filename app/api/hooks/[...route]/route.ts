import { answer } from '@/app/api/answer'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'
export { answer as POST }
