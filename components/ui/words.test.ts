import { createTranslator } from 'next-intl'
import { expect, test } from 'vitest'
import en from '@/messages/en'
import zh from '@/messages/zh-CN'
import { sayIn, type Told, type Translator } from './words'

const said = (told: Told) => {
  const inEnglish = createTranslator({ locale: 'en', messages: en }) as unknown as Translator
  const inChinese = createTranslator({ locale: 'zh-CN', messages: zh }) as unknown as Translator
  return [sayIn(inEnglish, told), sayIn(inChinese, told)]
}

test('an error is said in both languages, each with its values', () => {
  const message = 'The container exited with code 3 before it answered.'
  expect(said({ key: 'container-exited', params: { exitCode: 3 }, message })).toEqual([
    message,
    '容器在响应之前就退出了（退出码 3）。最后几行输出见日志，旧版本仍在服务。',
  ])
})

test('a number in a sentence stays a number, whatever its size', () => {
  const [, chinese] = said({ key: 'set-changed', params: { number: 1482, by: 'Mia', lost: '' }, message: '…' })
  expect(chinese).toBe('Mia 在你查看之后通过 #1482 更改了该环境的分支集。请查看新的分支集后再部署。')
})

test('the sentence of a gate that refuses is the one of the preview', () => {
  const message = 'This must run in pre first, and nothing is live there. Deploy it there, then promote it.'
  const told = { key: 'order-nothing-live', params: { environment: 'pre' }, message }
  expect(said(told)).toEqual([message, '必须先在 pre 运行，而那里没有在线版本。请先部署到那里，再晋级。'])
})

test.each([
  ['of which nobody kept the values', { key: 'container-exited', params: {} }],
  ['without words', {}],
  ['that has no translation', { key: 'rejected', params: {} }],
  ['named like a group of texts', { key: 'page', params: {} }],
])('a sentence %s stays as it came', (_, words) => {
  expect(said({ ...words, message: 'Not on a Friday.' })).toEqual(['Not on a Friday.', 'Not on a Friday.'])
})
