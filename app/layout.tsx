import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getTimeZone } from 'next-intl/server'
import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'
import { RememberTimeZone } from '@/components/shell/remember-time-zone'
import { TooltipProvider } from '@/components/ui/tooltip'
import { nonceHeader } from './_server/page-headers'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Branchline', template: '%s · Branchline' },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f9fafb' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1117' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, timeZone, head] = await Promise.all([getLocale(), getTimeZone(), headers()])
  return (
    <html lang={locale} className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <ThemeProvider attribute="class" nonce={head.get(nonceHeader) ?? undefined} disableTransitionOnChange>
          <NextIntlClientProvider>
            <TooltipProvider delayDuration={300}>{children}</TooltipProvider>
            <RememberTimeZone served={timeZone} />
          </NextIntlClientProvider>
        </ThemeProvider>
      </body>
    </html>
  )
}
