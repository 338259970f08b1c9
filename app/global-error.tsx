'use client'

/** The root layout itself failed: no messages, no styles, so both languages in the browser's own look. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: 'system-ui', maxWidth: 560, margin: '12vh auto', padding: 16, lineHeight: 1.5 }}>
        <h1>This page could not be shown</h1>
        <p>An error on our side stopped it. What is deployed is not affected. Reference: {error.digest ?? '–'}</p>
        <p lang="zh-CN">页面无法显示：我们这边发生错误，已部署的应用不受影响。</p>
        <button type="button" onClick={reset}>
          Try again · 重试
        </button>
      </body>
    </html>
  )
}
