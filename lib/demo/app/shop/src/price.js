const formats = {
  en: new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' }),
  zh: new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'EUR' }),
}

export const formatPrice = (cents, language) => formats[language].format(cents / 100)
