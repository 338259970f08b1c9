import type { ComponentProps } from 'react'
import { cn } from './cn'

type CheckProps = Omit<ComponentProps<'input'>, 'type'>

/** A native box with our look; thousands of them cost nothing. */
export const Checkbox = ({ className, ...props }: CheckProps) => (
  <input
    type="checkbox"
    className={cn(
      'relative size-4 shrink-0 appearance-none rounded-sm border border-control bg-raised align-middle',
      'checked:border-ink checked:bg-ink indeterminate:border-ink indeterminate:bg-ink disabled:opacity-50',
      'after:absolute after:hidden checked:after:block indeterminate:after:block',
      'after:top-px after:left-[4.5px] after:h-2.5 after:w-1.5 after:rotate-45 after:border-paper after:border-r-2 after:border-b-2',
      'indeterminate:after:top-1.5 indeterminate:after:left-[3px] indeterminate:after:h-0.5 indeterminate:after:w-2 indeterminate:after:rotate-0 indeterminate:after:border-0 indeterminate:after:bg-paper',
      className,
    )}
    {...props}
  />
)

/** On or off, at once; for something that is saved with a form use a Checkbox. */
export const Switch = ({ className, ...props }: CheckProps) => (
  <input
    type="checkbox"
    // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox says itself whether it is checked.
    role="switch"
    className={cn(
      'relative h-5 w-9 shrink-0 appearance-none rounded-full bg-control transition-colors checked:bg-ink disabled:opacity-50',
      'after:absolute after:top-0.5 after:left-0.5 after:size-4 after:rounded-full after:bg-paper after:transition-transform checked:after:translate-x-4',
      className,
    )}
    {...props}
  />
)
