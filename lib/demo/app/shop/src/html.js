const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text made safe for an element or a quoted attribute. */
export const escapeHtml = (value) => String(value).replace(/[&<>"']/g, (character) => entities[character])
