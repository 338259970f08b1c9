import { Label as Radix } from 'radix-ui'
import { cloneElement, type ReactElement, type ReactNode, useId } from 'react'
import { cn } from './cn'

interface FieldProps {
  label: ReactNode
  /** One control; it receives id, aria-describedby and aria-invalid. */
  children: ReactElement<{ id?: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }>
  hint?: ReactNode
  /** What is wrong and what to do; replaces nothing, the hint stays. */
  error?: ReactNode
  /** The control stands before its label: checkboxes and switches. */
  isInline?: boolean
  className?: string
}

export function Field({ label, children, hint, error, isInline, className }: FieldProps) {
  const made = useId()
  const id = children.props.id ?? made
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  const control = cloneElement(children, { id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })
  const text = (
    <Radix.Root htmlFor={id} className="font-medium">
      {label}
    </Radix.Root>
  )
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      {isInline ? (
        <span className="flex min-h-9 items-center gap-2.5 pointer-coarse:min-h-11">
          {control}
          {text}
        </span>
      ) : (
        <>
          {text}
          {control}
        </>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-failed text-sm first-letter:uppercase">
          {error}
        </p>
      )}
    </div>
  )
}
