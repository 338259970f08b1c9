import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export const buttonStyle = cva(
  'relative inline-flex select-none items-center justify-center gap-2 overflow-hidden whitespace-nowrap rounded-md font-medium transition-[background-color,opacity] disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-ink text-paper hover:opacity-88',
        secondary: 'border border-hairline bg-raised hover:bg-hover',
        ghost: 'hover:bg-hover',
        danger: 'bg-failed text-paper hover:opacity-88',
      },
      size: {
        sm: 'h-7 px-2 text-sm pointer-coarse:h-11 pointer-coarse:px-3',
        md: 'h-9 px-3.5 pointer-coarse:h-11',
        lg: 'h-12 px-5 text-lg',
        icon: 'size-9 pointer-coarse:size-11',
        'icon-sm': 'size-7 pointer-coarse:size-11',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonStyle> {
  /** Renders the child (a link) with the button's look. */
  asChild?: boolean
  /** The act is under way: the button stays, refuses clicks, and carries a moving bar. */
  isPending?: boolean
}

export function Button({ className, variant, size, asChild, isPending, children, onClick, ...props }: ButtonProps) {
  const style = cn(buttonStyle({ variant, size }), className)
  if (asChild) {
    return (
      <Slot.Root className={style} onClick={onClick} {...props}>
        {children}
      </Slot.Root>
    )
  }
  // aria-disabled and not disabled: a button that vanishes from the tab order while it works loses the reader's place.
  return (
    <button
      type="button"
      className={style}
      aria-busy={isPending || undefined}
      aria-disabled={isPending || undefined}
      onClick={isPending ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      {children}
      {isPending && (
        <span aria-hidden className="absolute inset-x-0 bottom-0 h-0.5 overflow-hidden">
          <span className="block h-full w-1/4 animate-travel bg-current" />
        </span>
      )}
    </button>
  )
}
