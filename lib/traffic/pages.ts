/** The pages Branchline answers with itself when no application can. Plain files: nothing of the request is in them. */
interface Page {
  file: string
  retryAfterSeconds: number
  /** Whether the page asks again by itself. */
  reloads: boolean
  en: { title: string; text: string }
  zh: { title: string; text: string }
}

const pages = {
  404: {
    file: 'unknown-host.html',
    retryAfterSeconds: 30,
    reloads: false,
    en: {
      title: 'No application answers to this name',
      text: 'Check the address. If it is new, the environment may not have been saved yet.',
    },
    zh: { title: '此域名没有对应的应用', text: '请检查地址。如果它是新的，对应的环境可能尚未保存。' },
  },
  502: {
    file: 'bad-answer.html',
    retryAfterSeconds: 5,
    reloads: false,
    en: {
      title: 'The application broke off its answer',
      text: 'It was reached, but closed the connection early or answered with something that is not HTTP. Its log says more.',
    },
    zh: { title: '应用中断了响应', text: '已连接到应用，但它提前关闭了连接，或返回了非 HTTP 内容。详情请查看应用日志。' },
  },
  503: {
    file: 'not-serving.html',
    retryAfterSeconds: 5,
    reloads: true,
    en: {
      title: 'This environment is not serving right now',
      text: 'Nothing is deployed here yet, or it is being started. This page tries again by itself.',
    },
    zh: { title: '此环境暂未提供服务', text: '尚未部署任何版本，或正在启动。本页会自动重试。' },
  },
  504: {
    file: 'no-answer.html',
    retryAfterSeconds: 30,
    reloads: false,
    en: {
      title: 'The application did not answer in time',
      text: 'The request was passed on, but no answer came. Its log says more.',
    },
    zh: { title: '应用未及时响应', text: '请求已转发，但没有收到响应。详情请查看应用日志。' },
  },
} satisfies Record<number, Page>

export const ownPages: [status: number, page: Page][] = Object.entries(pages).map(([status, page]) => [Number(status), page])

export const renderPage = ({ en, zh, reloads, retryAfterSeconds }: Page) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">${reloads ? `\n<meta http-equiv="refresh" content="${retryAfterSeconds}">` : ''}
<title>${en.title} · ${zh.title}</title>
<style>
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText;
  font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
main { max-width: 34rem; padding: 2rem }
h1, h2 { font-size: 1.25rem; line-height: 1.4; font-weight: 600; margin: 0 0 .5rem }
p { margin: 0; opacity: .75 }
section + section { margin-top: 2rem; padding-top: 2rem; border-top: 1px solid color-mix(in srgb, CanvasText 15%, transparent) }
</style>
</head>
<body>
<main>
<section><h1>${en.title}</h1><p>${en.text}</p></section>
<section lang="zh-CN"><h2>${zh.title}</h2><p>${zh.text}</p></section>
</main>
</body>
</html>
`
