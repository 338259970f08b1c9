/** `https://git.example/team/Web_Shop.git` → `web-shop`; empty where nothing usable is in it. */
export function suggestSlug(url: string): string {
  const last =
    url
      .trim()
      .replace(/\/+$/, '')
      .replace(/\.git$/i, '')
      .split(/[/:]/)
      .at(-1) ?? ''
  return last
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
}

/** `web-shop` → `Web shop`. */
export const suggestName = (slug: string) => (slug.charAt(0).toUpperCase() + slug.slice(1)).replaceAll('-', ' ')
