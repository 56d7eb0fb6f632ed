import type { CallRecord } from "../../domain/call.ts";
import type { JsonValue } from "../../domain/json.ts";
import {
  type ModelEvent,
  type ModelRequest,
  type ResponseEnd,
  withoutBreakPoints,
} from "../../domain/model.ts";
import type { AnswerLedger } from "../../ports/batch-store.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { canonicalJson } from "../../std/canonical-json.ts";

export interface WithLedgerOptions {
  readonly ledger: AnswerLedger;
  /** What the answers are for: the id of a batch, or what begins with it and a slash. Each has answers of its own. */
  readonly scope: string;
  readonly sha256: (text: string) => string;
  /**
   * Done when an answer is whole, before it is kept. Here its cost is settled: whoever finds the answer pays nothing
   * any more, so nobody would do it later. @default nothing
   */
  readonly beforeKeeping?: (() => Promise<void>) | undefined;
}

/** All of an answer that makes a journal. */
interface KeptAnswer {
  readonly text: string;
  /** Every call that it took, also those that failed. */
  readonly calls: readonly CallRecord[];
  readonly end: Omit<ResponseEnd, "type">;
}

/**
 * An answer that was paid for is never paid for again: it is kept before its end is passed on, and whoever asks the
 * same is given what is kept, with the calls as they were made. So a run that was interrupted tells the same as one
 * that was not. Where somebody else has kept an answer to the same request meanwhile, that one counts: what came is
 * taken back by a `text-reset`, and the calls of both are told, as both were paid, unless the model keeps answers by key.
 *
 * The outermost wrapper: what is inside reserves and counts money once.
 */
export const withLedger = (model: LanguageModel, options: WithLedgerOptions): LanguageModel =>
  wrapModel(model, async function* (request, call = {}) {
    call.signal?.throwIfAborted();
    const key = keyOf(request, model, options);
    const kept = await options.ledger.get(key);
    if (kept === undefined) yield* askAndKeep(model, request, { ...options, key, call });
    else yield* give(readKept(kept));
  });

/** Begins with the scope and a slash. */
const keyOf = (
  request: ModelRequest,
  { id }: LanguageModel,
  { scope, sha256 }: WithLedgerOptions,
): string => `${scope}/${sha256(canonicalJson([scope, id, withoutBreakPoints(request)]))}`;

async function* askAndKeep(
  model: LanguageModel,
  request: ModelRequest,
  options: WithLedgerOptions & { readonly key: string; readonly call: CallOptions },
): AsyncGenerator<ModelEvent> {
  const { ledger, key, call, beforeKeeping } = options;
  const calls: CallRecord[] = [];
  let texts: string[] = [];
  try {
    for await (const event of model.stream(request, call)) {
      if (event.type === "call-end") {
        // Told with the answer that counts.
        calls.push(event.call);
        continue;
      }
      if (event.type === "text-delta") texts.push(event.text);
      if (event.type === "text-reset") texts = [];
      if (event.type === "response-end") {
        const { type: _type, ...end } = event;
        const own: KeptAnswer = { text: texts.join(""), calls: [...calls], end };
        await beforeKeeping?.();
        const counts = readKept(await ledger.put(key, toJson(own)));
        if (!isSame(counts, own)) {
          if (own.text !== "") yield { type: "text-reset", reason: LATE };
          // The same key was charged once: our call was the other's.
          if (model.keepsAnswersByKey !== true) yield* tell(calls);
          calls.length = 0;
          yield* give(counts);
          return;
        }
        yield* tell(calls.splice(0));
      }
      yield event;
    }
  } catch (error) {
    yield* tell(calls);
    throw error;
  }
}

const LATE = "another worker's answer to the same request came first";

function* tell(calls: readonly CallRecord[]): Generator<ModelEvent> {
  for (const call of calls) yield { type: "call-end", call };
}

function* give({ text, calls, end }: KeptAnswer): Generator<ModelEvent> {
  if (text !== "") yield { type: "text-delta", text };
  yield* tell(calls);
  yield { type: "response-end", ...end };
}

const toJson = (kept: KeptAnswer): JsonValue => JSON.parse(JSON.stringify(kept)) as JsonValue;
const readKept = (json: JsonValue): KeptAnswer => json as unknown as KeptAnswer;
const isSame = (one: KeptAnswer, other: KeptAnswer): boolean =>
  canonicalJson(one) === canonicalJson(toJson(other));
