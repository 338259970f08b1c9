import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
]

/** Pages get their policy, with a nonce, from proxy.ts; what the API answers is never a document. */
const api = [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }]

const config: NextConfig = {
  output: 'standalone',
  // A lock file in a folder above must not be taken for the project's.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  typedRoutes: true,
  poweredByHeader: false,
  // `npm test` checks the types of everything; a start does not have to do it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['bullmq', 'dockerode', 'pino'],
  experimental: { optimizePackageImports: ['radix-ui'] },
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    { source: '/api/:path*', headers: api },
  ],
}

export default createNextIntlPlugin()(config)
