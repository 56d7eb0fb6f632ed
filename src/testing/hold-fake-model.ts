import { holdToConstraints } from "../constraint/decoding/hold-to-constraints.ts";
import { openConstraintEngine } from "../constraint/engines/open-engine.ts";
import type { Constraint } from "../domain/constraint.ts";
import type { DecodingReport } from "../domain/decoding.ts";
import type { ModelEvent, ModelRequest } from "../domain/model.ts";
import type { Clock } from "../ports/clock.ts";
import type { ConstraintSet } from "../ports/constraint-set.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import { modelRequest } from "./builders.ts";
import { createByteVocabulary } from "./byte-vocabulary.ts";
import {
  createFakeTokenModel,
  type FakeTokenAccessOptions,
  type FakeTokenModel,
  type Likely,
} from "./fake-token-access.ts";

export const bytesVocabulary = createByteVocabulary();

/** Time that goes on by itself, a hundredth of a millisecond with each look. */
export function createTickingClock(): Clock {
  let elapsed = 0;
  return { now: () => 0, elapsed: () => (elapsed += 0.01), sleep: () => Promise.resolve() };
}

export interface HeldFake {
  readonly fake: FakeTokenModel;
  readonly model: LanguageModel;
}

/** A model of known likelihoods over bytes and some words, held to constraints by the engine that is here. */
export function holdFakeModel(
  likely: Likely,
  options: Partial<FakeTokenAccessOptions> & {
    readonly isDrafting?: boolean;
    readonly isAligned?: boolean;
  } = {},
): HeldFake {
  const fake = createFakeTokenModel({ vocabulary: bytesVocabulary, likely, ...options });
  const { engine } = openConstraintEngine({ tokenize: (bytes) => [...bytes] });
  const model = holdToConstraints(fake, {
    clock: createTickingClock(),
    open: () => Promise.resolve({ engine, vocabulary: bytesVocabulary }),
    isDrafting: options.isDrafting,
    isAligned: options.isAligned,
  });
  return { fake, model };
}

export const constraintSet = (wishes: Partial<ConstraintSet> = {}): ConstraintSet => ({
  id: "toy",
  describes: "a toy",
  prefix: "",
  syntax: undefined,
  judges: [],
  bias: undefined,
  gaps: [],
  ...wishes,
});

export const larkOf = (lark: string): Constraint => ({ kind: "grammar", lark });

export interface HeldAnswer {
  readonly text: string;
  readonly report: DecodingReport;
  readonly end: Extract<ModelEvent, { readonly type: "response-end" }>;
  readonly resets: number;
}

/** The whole answer, its text put together as a reader of the stream would. */
export async function answerHeld(
  model: LanguageModel,
  constraints: ConstraintSet,
  request: Partial<ModelRequest> = {},
  signal?: AbortSignal,
): Promise<HeldAnswer> {
  let text = "";
  let resets = 0;
  let report: DecodingReport | undefined;
  for await (const event of model.stream(modelRequest({ heldTo: constraints.id, ...request }), {
    constraints,
    signal,
  })) {
    if (event.type === "text-delta") text += event.text;
    if (event.type === "decoding-end") report = event.report;
    if (event.type === "text-reset") {
      text = "";
      resets += 1;
    }
    if (event.type === "response-end") {
      if (report === undefined) throw new TypeError("there was no report before the end");
      return { text, report, end: event, resets };
    }
  }
  throw new TypeError("the stream has no end");
}

/** Likelihoods that look random and are the same for the same last tokens. */
export function randomLikely(seed: number, among: readonly number[], memory = 2): Likely {
  return (written) => {
    let state = seed;
    for (const token of written.slice(-memory))
      state = Math.imul(state ^ token, 0x85eb_ca6b) ^ (state >>> 13);
    return new Map(
      among.map((token) => {
        const mixed = Math.imul(state ^ (token * 0x9e37_79b9), 0xc2b2_ae35);
        return [token, (((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32) ** 3 + 1e-6] as const;
      }),
    );
  };
}
