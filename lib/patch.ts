import { z } from 'zod'

/**
 * The schema of a change to an object: every key optional, and an absent key stays absent. (`partial()` alone would
 * fill in the defaults of absent keys and so reset what nobody mentioned.)
 */
export function patchOf<Shape extends z.core.$ZodShape>(schema: z.ZodObject<Shape, z.core.$strict>) {
  const entries = Object.entries(schema.shape).map(([key, field]) => [key, withoutDefault(field as z.ZodType).optional()])
  return z.strictObject(Object.fromEntries(entries) as { [Key in keyof Shape]: z.ZodOptional<Shape[Key]> })
}

function withoutDefault(field: z.ZodType): z.ZodType {
  return field instanceof z.ZodDefault || field instanceof z.ZodPrefault ? withoutDefault(field.unwrap() as z.ZodType) : field
}
