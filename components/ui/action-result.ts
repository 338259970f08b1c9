/** What every server action answers; app/_server/action.ts makes it, `useAction` reads it. */
export type ActionResult<Value = void> = { ok: true; value: Value } | ActionFailure

export interface ActionFailure {
  ok: false
  /** The error's `reason`: `set-changed`, `not-allowed`, … */
  code: string
  /** Already in the reader's language where we have it. */
  message: string
  /** By the field's path: `name`, `service.port`. */
  fields: Record<string, string>
  requestId: string
}

export type Action<Input, Value = void> = (input: Input) => Promise<ActionResult<Value>>
