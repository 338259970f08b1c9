import AxeBuilder from '@axe-core/playwright'
import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test'
import { request as send } from 'undici'

const { E2E_ADMIN_EMAIL = '', E2E_ADMIN_PASSWORD = '', E2E_TOKEN = '', E2E_PROXY_PORT = '' } = process.env

export const admin = { email: E2E_ADMIN_EMAIL, password: E2E_ADMIN_PASSWORD }
export const password = 'correct horse battery staple'

export async function signIn(page: Page, person: { email: string; password: string }) {
  await page.goto('/login')
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/login/)
}

/** Chromium drops a load when a network of the engine comes or goes meanwhile, as it does with an environment. */
export async function goTo(page: Page, path: string) {
  await expect(async () => {
    await page.goto(path)
  }).toPass({ timeout: 20_000 })
}

/** On a deployment's page: until its heading says that it is live, whether or not the page came in time to see it happen. */
export const expectLive = (page: Page) =>
  expect(page.getByRole('heading', { level: 1, name: /^live:/ })).toBeVisible({ timeout: 60_000 })

/** What the journeys read of answers. */
interface Answer {
  id: string
  number: number
  status: string
  url: string
}

/** The API as the bootstrap token's admin, for what a journey is not about. */
export class Api {
  constructor(private readonly request: APIRequestContext) {}

  async get(path: string) {
    return this.#answer(await this.request.get(`/api/v1${path}`, { headers: this.#headers }))
  }

  async post(path: string, data: object = {}) {
    return this.#answer(await this.request.post(`/api/v1${path}`, { headers: this.#headers, data }))
  }

  async patch(path: string, data: object) {
    return this.#answer(await this.request.patch(`/api/v1${path}`, { headers: this.#headers, data }))
  }

  /** Deploys and waits for the end. */
  async deploy(environment: string, branches: string[]) {
    const { id } = await this.post(`/applications/shop/environments/${environment}/deployments`, { branches })
    return this.untilOver(id)
  }

  async untilOver(id: string) {
    let deployment = await this.get(`/deployments/${id}`)
    await expect(async () => {
      deployment = await this.get(`/deployments/${id}`)
      expect(['queued', 'running']).not.toContain(deployment.status)
    }).toPass({ timeout: 60_000 })
    return deployment
  }

  get #headers() {
    return { authorization: `Bearer ${E2E_TOKEN}` }
  }

  async #answer(response: Awaited<ReturnType<APIRequestContext['get']>>): Promise<Answer> {
    expect(response.ok(), await response.text()).toBe(true)
    return (await response.json()) as Answer
  }
}

/** What a deployed application answers behind the proxy. */
export async function visit(host: string, path = '/version') {
  const { statusCode, body } = await send(`http://127.0.0.1:${E2E_PROXY_PORT}${path}`, { headers: { host } })
  return { status: statusCode, text: await body.text() }
}

export async function expectAccessible(page: Page) {
  const look = () => new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
  // A page's title may come after its content, and go for a moment while the page is read again.
  await expect(async () => {
    const { violations } = await look()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)).toEqual([])
  }).toPass({ timeout: 10_000 })
}

export const test = base.extend<{ api: Api }>({
  api: async ({ request }, use) => use(new Api(request)),
})
export { expect }
