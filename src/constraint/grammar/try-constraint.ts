/** What can be found out about a constraint without a model: whether it is usable, and what it lets through. */

import type { Constraint, ConstraintRefusal } from "../../domain/constraint.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ConstraintCompiler, ConstraintSession } from "../../ports/constraint-engine.ts";
import { createDraw } from "../../std/create-draw.ts";
import { readLark } from "./read-lark.ts";
import { type Sample, sampleText } from "./sample-text.ts";

export interface TryConstraintOptions {
  /** Over the vocabulary of single bytes. */
  readonly bytes: ConstraintCompiler;
  /** Over a model's vocabulary, where one is given: what it refuses is refused. @default `bytes` alone */
  readonly model?: ConstraintCompiler | undefined;
  readonly clock: Pick<Clock, "elapsed">;
  /** How many texts to make. */
  readonly samples: number;
  readonly seed: number;
}

export type Trial =
  | { readonly isUsable: false; readonly refusals: readonly ConstraintRefusal[] }
  | {
      readonly isUsable: true;
      /** `undefined` for what has no rules. */
      readonly rules: number | undefined;
      /** Until the first token could have been written; with the model's vocabulary, where one is given. */
      readonly compileMs: number;
      readonly notes: readonly string[];
      /** Whole texts; fewer than asked for where no end was found. */
      readonly samples: readonly string[];
      readonly openSession: () => ConstraintSession;
    };

/** Compiles, and writes at random: what only shows on the way is found before a model is on it. */
export function tryConstraint(constraint: Constraint, options: TryConstraintOptions): Trial {
  const { bytes, model = bytes, clock, samples, seed } = options;
  const before = clock.elapsed();
  const compiled = model.compile(constraint);
  const compileMs = clock.elapsed() - before;
  if (!compiled.isCompiled) return { isUsable: false, refusals: compiled.refusals };
  const own = model === bytes ? compiled : bytes.compile(constraint);
  if (!own.isCompiled) return { isUsable: false, refusals: own.refusals };
  const draw = createDraw(seed);
  const wanted = Math.max(samples, LEAST_TRIED);
  const tried: Sample[] = [];
  const begun = clock.elapsed();
  while (tried.length < wanted && clock.elapsed() - begun < MOST_TRYING_MS)
    tried.push(sampleText(own.openSession(), { draw }));
  const refusal = refuseTried(tried);
  if (refusal !== undefined) return { isUsable: false, refusals: [refusal] };
  const whole = tried.flatMap(({ kind, text }) => (kind === "whole" ? [text] : []));
  return {
    isUsable: true,
    rules: constraint.kind === "grammar" ? readLark(constraint.lark)?.length : undefined,
    compileMs,
    notes: [
      ...compiled.notes,
      ...noteUnended(tried.length, whole.length),
      ...noteUntried(wanted, tried.length),
    ],
    samples: whole.slice(0, samples),
    openSession: own.openSession,
  };
}

/** A grammar that takes longer is slow for a model too, and the user waits. */
const MOST_TRYING_MS = 10_000;

/** Fewer would miss what is wrong on a rare path. */
const LEAST_TRIED = 40;

/** What went wrong on the way: a place that nothing leads on from, or one that costs too much. */
function refuseTried(tried: readonly Sample[]): ConstraintRefusal | undefined {
  const wrong = tried.find(({ kind }) => kind === "dead-end" || kind === "over-limits");
  if (wrong === undefined) return undefined;
  const after = JSON.stringify(wrong.text.slice(-MOST_SHOWN));
  const nowhere = { line: undefined, column: undefined };
  return wrong.kind === "dead-end"
    ? {
        reason: "cannot-finish",
        message: `nothing can follow after ${after}, and the text may not end there`,
        ...nowhere,
      }
    : {
        reason: "over-limits",
        message: `what may follow after ${after} costs more than the limits allow`,
        ...nowhere,
      };
}

const MOST_SHOWN = 60;

function noteUnended(tried: number, whole: number): readonly string[] {
  return whole === tried
    ? []
    : [
        `${tried - whole} of ${tried} texts made at random found no end in time: bound what repeats, blanks above all, or a small model may not find it either`,
      ];
}

const noteUntried = (wanted: number, tried: number): readonly string[] =>
  tried === wanted
    ? []
    : [
        `trying ended after ${tried} of ${wanted} texts, because each takes long: a model waits as long for it`,
      ];
