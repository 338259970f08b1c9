import { findProduct } from './products.js'
import { chooseLanguage } from './text.js'

/** What the page needs to know of a request. */
export const readVisit = (request, url) => ({
  language: chooseLanguage(request.headers['accept-language']),
  added: findProduct(url.searchParams.get('added')),
})
