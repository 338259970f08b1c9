import { z } from 'zod'

/** Control characters, and marks that reorder or hide text: none of them belongs into a name. */
const unseen = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u

/** One line that people read: trimmed, NFKC, no control or bidi characters. */
export const lineOfText = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.normalize('NFKC').trim())
    .refine((text) => !unseen.test(text), 'must not contain control or invisible characters')

/** Several lines of text; line breaks and tabs are welcome, other control characters are not. */
export const paragraph = (most: number) =>
  z
    .string()
    .max(most)
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .refine((text) => !unseen.test(text.replace(/[\n\t]/g, '')), 'must not contain control or invisible characters')

/** The name of a thing in paths: lower-case letters, digits and single dashes. */
export const Slug = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single dashes, such as web-shop')
  .refine((slug) => slug !== 'new', 'is the address of the page that makes one')

export const HostName = z
  .string()
  .max(253)
  .transform((text) => text.toLowerCase())
  .refine(
    (text) => /^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/.test(text),
    'must be a host name such as test.shop.example',
  )

/** A path below an application, such as /health?full=1. */
export const UrlPath = z
  .string()
  .max(500)
  .regex(/^\/[!-~]*$/, 'must begin with / and contain no spaces')

export const ObjectId = z.string().regex(/^[0-9a-f]{40}$/, 'must be a full commit id of 40 hexadecimal digits')

/** A branch as git allows it (check-ref-format), since it is data everywhere and never an argument. */
export const BranchName = z
  .string()
  .min(1)
  .max(250)
  .refine(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: git's own rule
    (name) => !/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$|\.lock(\/|$)|(^|\/)\.|^@$/.test(name),
    'is not a name git accepts for a branch',
  )
