/** What became of asking for the next batch. */
type Arrival<Item> = { readonly next: IteratorResult<readonly Item[], unknown> } | { readonly error: unknown };

/**
 * Batches as they come, and an empty one whenever somebody calls while there are none, so that the reader can look
 * elsewhere.
 *
 * @param options.onStart - Is given the call.
 * @param options.onLeave - Ends the batches, when the reader leaves.
 */
export async function* withCalls<Item>(
  batches: AsyncIterable<readonly Item[]>,
  { onStart, onLeave }: { readonly onStart: (call: () => void) => void; readonly onLeave: () => void },
): AsyncGenerator<readonly Item[]> {
  const source = batches[Symbol.asyncIterator]();
  const state: { arrival: Arrival<Item> | undefined; isCalled: boolean; resume: () => void } = {
    arrival: undefined,
    isCalled: false,
    resume: () => {},
  };
  const arrived = (arrival: Arrival<Item>) => {
    state.arrival = arrival;
    state.resume();
  };
  onStart(() => {
    state.isCalled = true;
    state.resume();
  });
  try {
    for (;;) {
      state.arrival = undefined;
      source.next().then(
        (next) => arrived({ next }),
        (error: unknown) => arrived({ error }),
      );
      let arrival: Arrival<Item> | undefined;
      while (arrival === undefined) {
        await new Promise<void>((resolve) => {
          state.resume = resolve;
          if (state.isCalled || state.arrival !== undefined) resolve();
        });
        arrival = state.arrival;
        const { isCalled } = state;
        state.isCalled = false;
        if (isCalled && arrival === undefined) yield [];
      }
      if ('error' in arrival) throw arrival.error;
      if (arrival.next.done) return;
      yield arrival.next.value;
    }
  } finally {
    onLeave();
    await source.return?.(undefined);
  }
}
