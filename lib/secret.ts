import { inspect } from 'node:util'

/** A value that prints as `[redacted]` everywhere; only the place of use unwraps it. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  unwrap() {
    return this.#value
  }

  toString() {
    return '[redacted]'
  }

  toJSON() {
    return '[redacted]'
  }

  [inspect.custom]() {
    return '[redacted]'
  }
}
