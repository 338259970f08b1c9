/** The ground of a place where a value should be and is not. */
export const hatched = 'bg-[repeating-linear-gradient(135deg,var(--hairline)_0_1px,transparent_1px_6px)]'
