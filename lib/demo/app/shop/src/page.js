import { readdirSync, readFileSync } from 'node:fs'
import { escapeHtml } from './html.js'
import { formatPrice } from './price.js'
import { products } from './products.js'
import { release } from './release.js'
import { text } from './text.js'

const stylesFolder = new URL('../styles/', import.meta.url)
const styles = readdirSync(stylesFolder)
  .sort()
  .map((file) => readFileSync(new URL(file, stylesFolder), 'utf8'))
  .join('\n')

const theme = ['light', 'dark'].includes(process.env.THEME) ? process.env.THEME : 'auto'

export function renderPage(visit) {
  const { language, added } = visit
  const t = text[language]

  const shown = products

  return `<!doctype html>
<html lang="${t.lang}" data-theme="${theme}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${t.title}</title>
  <link rel="icon" href="data:,">
  <style>${styles}</style>
</head>
<body>
  <header>
    <a class="name" href="/">${t.title}</a>
    <span class="tagline">${t.tagline}</span>
  </header>
  <main>
    <section class="welcome">
      <h1>${escapeHtml(process.env.GREETING || t.greeting)}</h1>
      <p>${t.introduction}</p>
    </section>
    ${added ? `<p class="notice" role="status">${t.added(added.name[language])}</p>` : ''}
    <ul class="products">${shown.map((product) => renderProduct(product, language)).join('')}</ul>
    <p class="delivery">${t.delivery}</p>
  </main>
  <footer>
    ${renderRelease(t)}
  </footer>
</body>
</html>`
}

const renderProduct = (product, language) => `
      <li style="--tea: ${product.color}">
        ${tin}
        <h2>${product.name[language]}</h2>
        <p><strong>${formatPrice(product.priceCents, language)}</strong> <span>${text[language].tin}</span></p>
        <form method="post" action="/basket">
          <button name="product" value="${product.id}">${text[language].addToBasket}</button>
        </form>
      </li>`

const tin = `<svg viewBox="0 0 120 120" aria-hidden="true">
          <rect class="body" x="34" y="40" width="52" height="62" rx="7"/>
          <rect class="lid" x="31" y="24" width="58" height="20" rx="6"/>
          <path class="leaf" d="M60 88c-14-8-14-22 0-32 14 10 14 24 0 32Zm0 0V66"/>
        </svg>`

function renderRelease(t) {
  const facts = [
    [t.environment, release.environment],
    [t.branches, release.branches.join(', ')],
    [t.commit, release.commit?.slice(0, 7)],
    [t.release, release.release?.slice(0, 19)],
    [t.container, release.container],
  ]
  const known = facts.filter(([, value]) => value)
  return `<dl>${known.map(([name, value]) => `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`
}
