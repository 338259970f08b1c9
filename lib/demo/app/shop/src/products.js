/** Prices are in euro cents for a tin of 100 g. */
export const products = [
  { id: 'longjing', color: '#7fa650', priceCents: 1287, name: { en: 'Longjing', zh: '龙井' } },
  { id: 'earl-grey', color: '#5b7fb5', priceCents: 842, name: { en: 'Earl Grey', zh: '伯爵红茶' } },
  { id: 'jasmine', color: '#d9a94a', priceCents: 1133, name: { en: 'Jasmine pearls', zh: '茉莉龙珠' } },
  { id: 'rooibos', color: '#b85c3e', priceCents: 768, name: { en: 'Rooibos', zh: '路易波士' } },
  { id: 'matcha', color: '#4f9a6d', priceCents: 2416, name: { en: 'Matcha', zh: '抹茶' } },
  { id: 'puer', color: '#7a5a48', priceCents: 1954, name: { en: "Aged pu'er", zh: '陈年普洱' } },
]

export const findProduct = (id) => products.find((product) => product.id === id)
