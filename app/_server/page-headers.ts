/** What proxy.ts adds to each page's request for the code that renders it. */
export const nonceHeader = 'x-nonce'
export const pathHeader = 'x-branchline-path'
