/** Everything the page says, by language. */
export const text = {
  en: {
    lang: 'en',
    title: 'Shop',
    tagline: 'Tea by the tin',

    greeting: 'A good day begins with a good cup.',
    introduction: 'Six teas, picked by people we know by name.',

    added: (name) => `${name} is in your basket.`,
    tin: 'Tin of 100 g',
    addToBasket: 'Add to basket',
    delivery: 'We deliver within three days.',

    environment: 'Environment',
    branches: 'Branches',
    commit: 'Commit',
    release: 'Release',
    container: 'Container',
  },
  zh: {
    lang: 'zh-CN',
    title: '小店',
    tagline: '罐装好茶',

    greeting: '好的一天，从一杯好茶开始。',
    introduction: '六款茶，来自我们熟识的茶农。',

    added: (name) => `${name}已放入购物篮。`,
    tin: '每罐 100 克',
    addToBasket: '放入购物篮',
    delivery: '三天内送达。',

    environment: '环境',
    branches: '分支',
    commit: '提交',
    release: '发布',
    container: '容器',
  },
}

/** The first language of the browser's list that we speak; English when there is none. */
export function chooseLanguage(acceptLanguage = '') {
  const wanted = acceptLanguage.split(',').map((item) => item.trim().slice(0, 2).toLowerCase())
  return wanted.find((language) => language in text) ?? 'en'
}
