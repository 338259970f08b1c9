/** One key per intention: a double click, or a second try after a lost answer, asks for the same deployment. */
export function newIntentionKey() {
  // randomUUID exists on https and localhost alone; this also on a plain LAN address.
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
