import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/app/_server/auth'

type Context = RouteContext<'/api/auth/[...nextauth]'>

const handle = (request: NextRequest, context: Context) => NextAuth(request, context, authOptions())

export { handle as GET, handle as POST }
