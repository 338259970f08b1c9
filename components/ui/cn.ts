import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

/** Our own sizes must be known, or merging takes `text-mono` for a colour and drops it. */
const merge = extendTailwindMerge({ extend: { classGroups: { 'font-size': ['text-mono'] } } })

/** Joins class names; of two that set the same property the later wins. */
export const cn = (...classes: ClassValue[]) => merge(clsx(classes))
