import type { ComponentProps } from 'react'
import { Input } from './input'

/** A field that narrows what the page shows; `/` goes there. */
export const FilterInput = ({ label, ...props }: ComponentProps<typeof Input> & { label: string }) => (
  <Input type="search" data-filter aria-label={label} aria-keyshortcuts="/" placeholder={label} {...props} />
)
