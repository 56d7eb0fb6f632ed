import { type FaultCode, isFault } from "../../src/domain/fault.ts";
import type { FinishReason } from "../../src/domain/token-usage.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { LanguageModel } from "../../src/ports/language-model.ts";
import { wrapModel } from "../../src/ports/wrap-model.ts";

/** A call of an adapter, as it was seen from right above it. */
export interface SeenCall {
  /** Place in the chain, from 0. */
  readonly model: number;
  /** Place in the list of keys, from 0. */
  readonly key: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ended: FinishReason | FaultCode;
}

export interface CallWatch {
  /** Those that ended, oldest first. */
  readonly calls: readonly SeenCall[];
  watch(adapter: LanguageModel, model: number, key: number): LanguageModel;
  /** Resolves when the call that is on its way has read so many pieces of its answer. */
  read(pieces: number): Promise<void>;
}

/** Watches the calls of several adapters, one at a time. */
export function createCallWatch(clock: Clock): CallWatch {
  const calls: SeenCall[] = [];
  let pieces = 0;
  let readers: { readonly pieces: number; readonly resolve: () => void }[] = [];

  const count = (): void => {
    for (const reader of readers) if (reader.pieces <= pieces) reader.resolve();
    readers = readers.filter((reader) => reader.pieces > pieces);
  };

  return {
    calls,
    read(wanted) {
      const { promise, resolve } = Promise.withResolvers<void>();
      readers.push({ pieces: wanted, resolve });
      count();
      return promise;
    },
    watch: (adapter, model, key) =>
      wrapModel(adapter, async function* (request, options) {
        const startedAt = clock.elapsed();
        const end = (ended: SeenCall["ended"]): void =>
          void calls.push({ model, key, startedAt, endedAt: clock.elapsed(), ended });
        // The start of an answer comes from the client itself.
        const isStarted = adapter.continuesAnswerStart && request.answerStart !== undefined;
        pieces = isStarted ? -1 : 0;
        readers = [];
        try {
          for await (const event of adapter.stream(request, options)) {
            if (event.type === "text-delta") {
              pieces += 1;
              count();
            }
            if (event.type === "response-end") end(event.finishReason);
            yield event;
          }
        } catch (error) {
          if (isFault(error)) end(error.code);
          throw error;
        }
      }),
  };
}
