import { expect, test } from 'vitest'
import { withTestDatabase } from '@/prisma/test-database'
import { caller } from './testing'

withTestDatabase()

const document = async () => (await caller({}).get('/api/openapi.json')).json()

test('the document is OpenAPI 3.1 and names its resources', async () => {
  const { openapi, components, paths } = await document()
  expect(openapi).toBe('3.1.0')
  expect(Object.keys(components.schemas)).toEqual(
    expect.arrayContaining(['Application', 'Environment', 'Problem', 'Token', 'Variables']),
  )
  expect(paths['/applications/{app}/variables'].put.requestBody.required).toBe(true)
})

test('what is not built yet is absent', async () => {
  const { paths } = await document()
  expect(Object.keys(paths).filter((path) => /culprit|freezes|claim|insights|webhooks|searches/.test(path))).toEqual([])
})
