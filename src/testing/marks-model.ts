import type { ModelRequest } from "../domain/model.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import { createScriptedModel } from "../providers/index.ts";
import { openingMark, readMarkedBlocks, renderMarkedBlock } from "../std/marked-blocks.ts";
import { callRecord } from "./builders.ts";

/** A slot that a request asks for. */
export interface AskedSlot {
  /** `a.proof / vc-code` */
  readonly label: string;
  readonly request: ModelRequest;
  /** How often this slot was asked for before. */
  readonly round: number;
  /** How many slots the request asks for. */
  readonly together: number;
}

export interface MarksModelOptions {
  /** What is written into a slot; `undefined` leaves it out of the answer. */
  readonly answer: (slot: AskedSlot) => string | undefined;
  /** Called before each answer; what it throws is the answer. @default nothing happens */
  readonly before?: ((request: ModelRequest) => Promise<void> | void) | undefined;
}

/** A model that answers slot by slot whatever a request asks for, and tells how often it was asked. */
export function createMarksModel({
  answer,
  before,
}: MarksModelOptions): LanguageModel & { readonly requests: readonly ModelRequest[] } {
  const requests: ModelRequest[] = [];
  const rounds = new Map<string, number>();
  const base = createScriptedModel([], { id: "toy/marks" });
  return {
    ...base,
    requests,
    async *stream(request, options) {
      requests.push(request);
      await before?.(request);
      options?.signal?.throwIfAborted();
      const slots = readAskedSlots(request);
      const text = slots
        .map((mark) => {
          const round = rounds.get(mark.label) ?? 0;
          rounds.set(mark.label, round + 1);
          const said = answer({ label: mark.label, request, round, together: slots.length });
          return said === undefined ? "" : renderMarkedBlock(mark, said);
        })
        .join("");
      yield { type: "text-delta", text };
      const usage = { input: 100, output: 50, cached: 0, cacheWritten: 0, reasoning: 0 };
      yield {
        type: "call-end",
        call: callRecord({ askedOf: "toy/marks", answeredBy: "marks", usage, costUsd: 0.001 }),
      };
      yield {
        type: "response-end",
        finishReason: "stop",
        usage,
        askedOf: "toy/marks",
        answeredBy: "marks",
        warnings: [],
      };
    },
  };
}

/** The slots whose opening marks stand in the last message, each once. */
function readAskedSlots({ messages }: ModelRequest) {
  const text = messages.at(-1)?.text ?? "";
  const seen = new Set<string>();
  return readMarkedBlocks(text).filter(({ nonce, label }) => {
    const mark = openingMark(nonce, label);
    const isNew = !seen.has(mark);
    seen.add(mark);
    return isNew;
  });
}
