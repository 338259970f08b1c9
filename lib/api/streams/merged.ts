/** What several sources give, as it comes; each is asked for its next only when its last was taken. Ends when all have ended. */
export async function* merged<T>(...sources: AsyncIterator<T>[]): AsyncGenerator<T> {
  const ready: { source: AsyncIterator<T>; taken: () => IteratorResult<T> }[] = []
  let wake = () => {}
  const put = (source: AsyncIterator<T>, taken: () => IteratorResult<T>) => {
    ready.push({ source, taken })
    wake()
  }
  // One promise per item, and none that is raced again and again: a source may be silent for days while another speaks.
  const ask = (source: AsyncIterator<T>) => {
    source.next().then(
      (result) => put(source, () => result),
      (error) =>
        put(source, () => {
          throw error
        }),
    )
  }
  sources.forEach(ask)
  for (let open = sources.length; open > 0; ) {
    const first = ready.shift()
    if (!first) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
      continue
    }
    const result = first.taken()
    if (result.done) open--
    else {
      ask(first.source)
      yield result.value
    }
  }
}
