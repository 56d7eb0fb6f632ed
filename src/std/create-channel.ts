/** Values from many writers for one reader, in the order of writing. */
export interface Channel<T> extends AsyncIterable<T> {
  push(value: T): void;
  /** Nothing more comes: the reader gets what is there, and then the end. */
  end(): void;
  /** The reader gets what is there, and then this thrown. */
  fail(error: unknown): void;
}

/** An open channel; what nobody reads is kept. */
export function createChannel<T>(): Channel<T> {
  const values: T[] = [];
  let last: { readonly error: unknown } | "end" | undefined;
  let wake = (): void => undefined;
  const close = (how: { readonly error: unknown } | "end"): void => {
    last ??= how;
    wake();
  };
  return {
    push(value) {
      if (last === undefined) values.push(value);
      wake();
    },
    end: () => close("end"),
    fail: (error) => close({ error }),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        // Taken whole: shifting a long list one by one is slow.
        for (const value of values.splice(0)) yield value;
        if (values.length > 0) continue;
        if (last === "end") return;
        if (last !== undefined) throw last.error;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
