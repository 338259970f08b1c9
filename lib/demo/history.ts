/**
 * What the demo's repository tells: who wrote what, and when. Dates are fixed, so that its commit ids never change.
 * The files of `main` are in app/shop, what each branch changes is a patch in app/branches.
 */
export interface Author {
  name: string
  email: string
}

interface Commit {
  author: Author
  /** ISO 8601, UTC. */
  at: string
  subject: string
}

const mei: Author = { name: 'Mei Lin', email: 'mei@shop.example' }
const jonas: Author = { name: 'Jonas Weber', email: 'jonas@shop.example' }
const amara: Author = { name: 'Amara Okafor', email: 'amara@shop.example' }

/** Each commit of `main` adds these files of app/shop. */
export const mainCommits: (Commit & { files: string[] })[] = [
  {
    author: mei,
    at: '2026-10-05T08:12:00Z',
    subject: 'List six teas and their prices',
    files: ['package.json', 'src/products.js', 'src/price.js'],
  },
  {
    author: mei,
    at: '2026-10-06T13:40:00Z',
    subject: 'Speak English and Chinese',
    files: ['src/text.js', 'src/visit.js'],
  },
  {
    author: amara,
    at: '2026-10-08T09:05:00Z',
    subject: 'Show the teas on a page, light and dark',
    files: ['src/html.js', 'src/page.js', 'src/release.js', 'styles/base.css', 'styles/products.css'],
  },
  {
    author: jonas,
    at: '2026-10-12T14:21:00Z',
    subject: 'Serve the page, a basket, /health and /version',
    files: ['server.js', 'src/basket.js', 'src/health.js', 'src/routes.js'],
  },
  {
    author: jonas,
    at: '2026-10-19T10:33:00Z',
    subject: 'Build an image and say how to run it',
    files: ['.dockerignore', 'Dockerfile', 'README.md'],
  },
  {
    author: amara,
    at: '2026-10-26T15:47:00Z',
    subject: 'Test that every tea is on the page',
    files: ['test/shop.test.js'],
  },
]

/** `behind`: how many commits of `main` the branch has not seen. */
export const branchCommits: (Commit & { branch: string; behind: number })[] = [
  {
    branch: 'feature/pricing-rounding',
    behind: 2,
    author: mei,
    at: '2026-10-16T11:02:00Z',
    subject: 'Let prices end on a full ten cents',
  },
  {
    branch: 'feature/search-box',
    behind: 0,
    author: jonas,
    at: '2026-11-03T09:18:00Z',
    subject: 'Find a tea by its name',
  },
  {
    branch: 'feature/cart-badge',
    behind: 0,
    author: amara,
    at: '2026-11-09T16:25:00Z',
    subject: 'Count the tins in the cart',
  },
  {
    branch: 'feature/checkout-copy',
    behind: 0,
    author: mei,
    at: '2026-11-11T08:50:00Z',
    subject: 'Make the button and the delivery sound friendlier',
  },
  {
    branch: 'feature/dark-theme',
    behind: 0,
    author: amara,
    at: '2026-11-13T12:07:00Z',
    subject: 'Let the reader switch between light and dark',
  },
  {
    branch: 'experiment/broken-health',
    behind: 0,
    author: jonas,
    at: '2026-11-17T17:31:00Z',
    subject: 'Refuse to be healthy without a way to pay',
  },
]
