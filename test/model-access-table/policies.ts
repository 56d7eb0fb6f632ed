/** How models are asked: the tables of the page. */

import type { AccessPolicy, ModelPolicy } from "../../src/model-access/stack.ts";
import { REAL_CLIENTS, type RealClient } from "../../src/testing/real-clients.ts";
import type { FaultRow } from "./faults.ts";

/** Whose calls are spoiled. */
export type Spoiled =
  | "the first call"
  | "every call"
  | "every call with the first key"
  | "every call to the first model";

export interface PolicyGroup {
  readonly title: string;
  /** What is different from the defaults, for the reader of the page. */
  readonly text: string;
  /** Each is a table for itself. */
  readonly spoiled: readonly Spoiled[];
  /** Wire formats of the first model: all where they make a difference. */
  readonly clientsFor: (row: FaultRow) => readonly RealClient[];
  readonly fallbacks: readonly RealClient[];
  /** Of the first model. */
  readonly keys: 1 | 2;
  readonly policy: Pick<ModelPolicy, "maxRetries"> & AccessPolicy;
  readonly circuitFailures: number;
  /** Nano-dollars. */
  readonly capNanoUsd: number | undefined;
}

const [anthropic, responses, chat] = REAL_CLIENTS;

const everyFormat = (): readonly RealClient[] => REAL_CLIENTS;
const oneFormat = (): readonly RealClient[] => [anthropic];
const everyFormatFor =
  (kind: FaultRow["kind"]) =>
  (row: FaultRow): readonly RealClient[] =>
    row.kind === kind ? REAL_CLIENTS : [anthropic];

const DEFAULT: PolicyGroup = {
  title: "Defaults",
  text: "Four retries with growing waits; a stream that breaks is asked for anew; an answer that the output limit cut is gone on with, but for weak models such as Ollama's.",
  spoiled: ["the first call", "every call"],
  clientsFor: everyFormat,
  fallbacks: [],
  keys: 1,
  policy: { maxRetries: 4, onBroken: "restart", onCut: "continue", downgrade: "report" },
  circuitFailures: 5,
  capNanoUsd: undefined,
};

type Wishes = Partial<Omit<PolicyGroup, "policy">> & {
  readonly policy?: Partial<PolicyGroup["policy"]>;
};

const group = (title: string, text: string, { policy, ...wishes }: Wishes): PolicyGroup => ({
  ...DEFAULT,
  clientsFor: oneFormat,
  ...wishes,
  title,
  text,
  policy: { ...DEFAULT.policy, ...policy },
});

export const POLICY_GROUPS: readonly PolicyGroup[] = [
  DEFAULT,
  group("No retries", "`max_retries = 0`.", {
    policy: { maxRetries: 0 },
    spoiled: ["the first call"],
  }),
  group(
    "Streams that break are gone on with",
    '`broken_stream = "continue"`: with the answer\'s start where the model takes one, else in the conversation.',
    {
      policy: { onBroken: "continue" },
      clientsFor: everyFormatFor("stream"),
    },
  ),
  group(
    "Streams that break go to the next model",
    '`broken_stream = "next"` with one model in `fallback_models`.',
    {
      policy: { onBroken: "next" },
      fallbacks: [responses],
      spoiled: ["every call to the first model"],
    },
  ),
  group("A chain of models", "Two models in `fallback_models`.", {
    fallbacks: [responses, chat],
    spoiled: ["every call to the first model", "every call"],
  }),
  group(
    "No other model may answer",
    '`downgrade = "refuse"`, with a model in `fallback_models`, which is then not asked.',
    {
      policy: { downgrade: "refuse" },
      clientsFor: everyFormatFor("answer"),
      fallbacks: [responses],
      spoiled: ["every call to the first model"],
    },
  ),
  group(
    "Not enough money for a second call",
    "`max_usd` covers the worst case of one call and no more than a little of a second one.",
    { capNanoUsd: 500_000 },
  ),
  group("Two keys", "The first model has two keys.", {
    keys: 2,
    spoiled: ["every call with the first key", "every call"],
  }),
  group(
    "The circuit opens early",
    "`circuit_failures = 2`: after two failures in a row the provider is left alone for 30 s.",
    { circuitFailures: 2, spoiled: ["every call"] },
  ),
  group("Cut answers are asked for again", '`cut_answer = "ask-again"`, with a longer limit.', {
    policy: { onCut: "ask-again" },
    clientsFor: everyFormatFor("answer"),
  }),
];
