import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findProblem } from '../src/health.js'
import { renderPage } from '../src/page.js'
import { products } from '../src/products.js'
import { chooseLanguage, text } from '../src/text.js'
import { readVisit } from '../src/visit.js'

test('every product is on the page, in both languages', () => {
  for (const language of Object.keys(text)) {
    const page = renderPage(readVisit({ headers: { 'accept-language': language } }, new URL('http://shop/')))
    for (const product of products) assert.ok(page.includes(product.name[language]))
  }
})

test('the first language we speak is chosen, else English', () => {
  assert.equal(chooseLanguage('fr-FR, zh-CN;q=0.9, en;q=0.8'), 'zh')
  assert.equal(chooseLanguage('de'), 'en')
  assert.equal(chooseLanguage(undefined), 'en')
})

test('both languages say the same things', () => {
  assert.deepEqual(Object.keys(text.en), Object.keys(text.zh))
})

test('the shop is healthy', () => {
  assert.equal(findProblem(), null)
})
