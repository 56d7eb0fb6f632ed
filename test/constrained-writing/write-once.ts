import type { Attempt } from "../../src/domain/attempt.ts";
import type { DecodingReport } from "../../src/domain/decoding.ts";
import type { RunEvent } from "../../src/domain/run.ts";
import type { Specification } from "../../src/domain/specification.ts";
import { generateEvents } from "../../src/pipeline/run.ts";
import type { Environment } from "../../src/ports/environment.ts";

export interface Written {
  readonly name: string;
  readonly attempt: Attempt;
  /** Whether its language's parser reads it. */
  readonly parses: boolean;
  /** Whether its language's checker finds no fault in it, types, names and effects; behaviour apart. */
  readonly isWellTyped: boolean;
  readonly decoding: DecodingReport | undefined;
  /** What the model took, ms. */
  readonly timeMs: number;
}

export interface WriteOptions {
  readonly isConstrained: boolean;
  readonly seed: number;
  /** Most tokens of the answer. */
  readonly maxOutputTokens: number;
}

/** Before types: an answer that is refused here was not even read, or holds what switches checking off. */
const UNREAD: readonly string[] = ["response", "syntax"];
const UNTYPED: readonly string[] = [...UNREAD, "guard", "type"];

/** One attempt by the whole of a run: prompt, model, checker. Nothing is repaired. */
export async function writeOnce(
  specification: Specification,
  environment: Environment,
  { isConstrained, seed, maxOutputTokens }: WriteOptions,
): Promise<Written> {
  const limits = { samples: 1, repairs: 0, escalations: 0, maxOutputTokens };
  const events = generateEvents(specification, environment, {
    limits,
    seed,
    isConstrained,
    fallbacks: [],
  });
  let attempt: Attempt | undefined;
  let decoding: DecodingReport | undefined;
  for await (const event of events as AsyncIterable<RunEvent>) {
    if (event.type === "attempt-end") attempt = event.attempt;
    if (event.type === "decoding-end") decoding = event.report;
  }
  if (attempt === undefined) throw new TypeError(`nothing was written for ${specification.name}`);
  const { status, phase } = attempt.verdict;
  const failsIn = (phases: readonly string[]): boolean =>
    status !== "accepted" && phases.includes(phase);
  return {
    name: specification.name,
    attempt,
    parses: !failsIn(UNREAD),
    isWellTyped: !failsIn(UNTYPED),
    decoding,
    timeMs: attempt.response.timeMs,
  };
}
