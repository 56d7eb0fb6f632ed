/** Nothing was accepted → the most complete file that says of itself that it is incomplete. */

import type { Attempt } from "../../domain/attempt.ts";
import type { Candidate } from "../../domain/candidate.ts";
import type { Fallback, FallbackStrategy, IncompleteFile } from "../../domain/fallback.ts";
import { isFault } from "../../domain/fault.ts";
import type { ExceededLimit, RunEvent } from "../../domain/run.ts";
import type { Specification } from "../../domain/specification.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { folderOf } from "../../std/folder-of.ts";
import { describeReason } from "./describe-reason.ts";

export interface TryFallbacksOptions {
  readonly language: LanguagePack;
  readonly specification: Specification;
  /** Where the artifact would have been written. */
  readonly path: string;
  /** Tried in this order; the last one that the checker accepts is taken. */
  readonly fallbacks: readonly FallbackStrategy[];
  /** Id of the model that was asked. */
  readonly model: { readonly id: string };
  readonly clock: Clock;
  /** The language's own judgement of a file that may be incomplete. */
  readonly judge: (candidate: Candidate) => Promise<Verdict>;
}

/**
 * Tries each strategy and tells of it. Nothing that comes of it is a success: `undefined` where there is no honest file
 * to leave.
 *
 * @throws {Fault} `toolchain/*`
 * @throws the signal's reason when aborted.
 */
export async function* tryFallbacks(
  ended: { readonly best: Attempt | undefined; readonly limit: ExceededLimit | undefined },
  options: TryFallbacksOptions,
): AsyncGenerator<RunEvent, Fallback | undefined> {
  const { fallbacks, clock, model } = options;
  const reason = describeReason(ended);
  let last: Fallback | undefined;
  for (const strategy of new Set(fallbacks)) {
    const startedAt = clock.elapsed();
    const fallback = await tryFallback(strategy, options);
    last = fallback ?? last;
    const timeMs = Math.round(clock.elapsed() - startedAt);
    yield { type: "fallback-end", strategy, reason, model: model.id, timeMs, fallback };
  }
  return last;
}

async function tryFallback(
  strategy: FallbackStrategy,
  { language, specification, path, judge }: TryFallbacksOptions,
): Promise<Fallback | undefined> {
  const file = await render(strategy, language, specification);
  if (file === undefined) return undefined;
  const folder = folderOf(path);
  const companions = file.companions.map((each) => ({ ...each, path: `${folder}${each.path}` }));
  const verdict = await judge({ language: language.id, path, text: file.text, companions });
  return verdict.status === "accepted"
    ? { ...file, companions, strategy, path, verdict }
    : undefined;
}

const RENDERERS = { stub: "renderStub", partial: "renderPartial" } as const;

/** A specification that cannot be read has no fallback either: the run has said so before. */
async function render(
  strategy: FallbackStrategy,
  language: LanguagePack,
  specification: Specification,
): Promise<IncompleteFile | undefined> {
  try {
    return await language[RENDERERS[strategy]]?.(specification);
  } catch (error) {
    if (isFault(error, "specification/invalid")) return undefined;
    throw error;
  }
}
