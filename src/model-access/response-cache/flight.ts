import type { CallRecord } from "../../domain/call.ts";
import type { ModelEvent } from "../../domain/model.ts";
import { orAbort } from "../../std/or-abort.ts";

/** One of those who wait for the same answer. */
export interface Seat {
  /** Whether it is the first of those who are left: the only one to whom a `call-end` is told, so that none is told twice. */
  readonly isPayer: boolean;
  /** Calls of this stream that have ended so far, whoever was told. */
  readonly calls: readonly CallRecord[];
  /**
   * The next event; `undefined` after the last. A `call-end` comes to the payer only.
   *
   * @throws what the stream throws, after all that came before it.
   * @throws `signal.reason` when aborted; the others' answer goes on.
   */
  next(signal: AbortSignal | undefined): Promise<ModelEvent | undefined>;
  /**
   * Must be called once: who leaves last ends the call, with this reason. What ended with it, and was told to nobody, is
   * told to who leaves.
   */
  leave(reason: unknown): Promise<readonly CallRecord[]>;
}

/** One stream that several read. */
export interface Flight {
  /** From the start of the answer, whenever one comes; `undefined` when there is nothing to wait for any more. */
  join(): Seat | undefined;
}

interface Passenger {
  unread: ModelEvent[];
}

/** Pieces of text that are kept apart before they become one. */
const PIECES = 64;

/**
 * Shares a stream. Nobody reads ahead: an event is fetched when somebody who has read all others asks for one. Kept
 * are one copy of the text so far, and for each reader what it has not read.
 */
export function createFlight(
  open: (signal: AbortSignal) => AsyncIterable<ModelEvent>,
  onEnd: () => void,
): Flight {
  const stop = new AbortController();
  const events = open(stop.signal)[Symbol.asyncIterator]();
  const passengers = new Set<Passenger>();
  const past = createPast();
  const calls: CallRecord[] = [];
  let fetching: Promise<void> | undefined;
  let isOver = false;
  let isLeft = false;
  let failure: { readonly error: unknown } | undefined;

  const payer = (): Passenger | undefined => passengers.values().next().value;
  const isFlying = (): boolean => !isOver;

  const end = (): void => {
    isOver = true;
    onEnd();
  };

  const fetch = async (): Promise<void> => {
    try {
      const { value, done } = await events.next();
      if (done === true) return end();
      if (value.type === "call-end") {
        calls.push(value.call);
        payer()?.unread.push(value);
        return;
      }
      past.add(value);
      for (const passenger of passengers) passenger.unread.push(value);
      if (value.type === "response-end") end();
    } catch (error) {
      failure = { error };
      end();
    } finally {
      fetching = undefined;
    }
  };

  return {
    join() {
      if (isOver || isLeft) return undefined;
      const me: Passenger = { unread: past.read() };
      passengers.add(me);
      return {
        calls,
        get isPayer() {
          return payer() === me;
        },
        async next(signal) {
          for (;;) {
            signal?.throwIfAborted();
            const event = me.unread.shift();
            if (event !== undefined) return event;
            if (failure !== undefined) throw failure.error;
            if (isOver) return undefined;
            fetching ??= fetch();
            await orAbort(fetching, signal);
          }
        },
        async leave(reason) {
          if (passengers.size === 1) {
            isLeft = true;
            onEnd();
            if (!isOver) stop.abort(reason);
            // An aborted call says what it cost before it throws.
            while (isFlying()) await (fetching ??= fetch());
          }
          passengers.delete(me);
          const untold = me.unread.filter((event) => event.type === "call-end");
          const heir = payer();
          if (heir === undefined) {
            await events.return?.();
            return untold.map(({ call }) => call);
          }
          heir.unread = [...untold, ...heir.unread];
          return [];
        },
      };
    },
  };
}

/** What somebody who comes later has to be told: the text so far, and why it waits. */
function createPast(): { add(event: ModelEvent): void; read(): ModelEvent[] } {
  let blocks: string[] = [];
  let pieces: string[] = [];
  let wait: ModelEvent | undefined;
  return {
    add(event) {
      wait = event.type === "wait-start" ? event : undefined;
      if (event.type === "text-reset") {
        blocks = [];
        pieces = [];
      }
      if (event.type !== "text-delta") return;
      pieces.push(event.text);
      if (pieces.length < PIECES) return;
      blocks.push(pieces.join(""));
      pieces = [];
    },
    read() {
      const text = [...blocks, ...pieces].join("");
      const said: ModelEvent[] = text === "" ? [] : [{ type: "text-delta", text }];
      return [...said, ...(wait === undefined ? [] : [wait])];
    },
  };
}
