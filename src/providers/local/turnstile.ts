import { orAbort } from "../../std/or-abort.ts";

/** Lets one through at a time, in the order of arrival. */
export interface Turnstile {
  /** Resolves when it is the caller's turn. @throws `signal.reason` when aborted while waiting. */
  enter(signal: AbortSignal | undefined): Promise<Turn>;
}

export interface Turn extends Disposable {
  /** The next one waits for this too, although the turn may be over before it is; a later call replaces it. */
  hold(work: Promise<unknown>): void;
}

/** A turnstile that is free. */
export function createTurnstile(): Turnstile {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async enter(signal) {
      signal?.throwIfAborted();
      const before = last;
      const { promise: left, resolve: leave } = Promise.withResolvers<void>();
      let held: Promise<unknown> = Promise.resolve();
      last = before.then(() => left).then(() => held);
      try {
        await orAbort(before, signal);
      } catch (error) {
        leave();
        throw error;
      }
      return {
        hold(work) {
          held = work.catch(() => undefined);
        },
        [Symbol.dispose]: () => leave(),
      };
    },
  };
}
