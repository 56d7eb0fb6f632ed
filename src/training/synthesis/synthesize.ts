/** Sources → tasks: drafts are drawn, compared and proved until there are enough. */

import { mapAtMost } from "../../std/map-at-most.ts";
import { createChooser } from "./chooser.ts";
import type { Draft, SynthesisSource } from "./draft.ts";
import { closestOf, type Fingerprint, fingerprint, NEAR_DUPLICATE } from "./find-similar.ts";
import { type DropReason, type ProofParts, proveDraft } from "./prove-draft.ts";
import type { SyntheticTask } from "./synthetic-task.ts";

export interface SynthesizeOptions extends ProofParts {
  readonly wanted: number;
  /** The same tasks for the same sources and seed, whatever else. */
  readonly seed: number;
  /** Drafts proved at once. */
  readonly concurrency: number;
  /** Hears of each task, and of each draft that became none. */
  readonly onProof?: ((told: Told) => void) | undefined;
}

export type Told =
  | { readonly kind: "task"; readonly task: SyntheticTask; readonly count: number }
  | {
      readonly kind: "drop";
      readonly name: string;
      readonly reason: DropReason;
      readonly why: string;
    };

export interface Synthesis {
  readonly tasks: readonly SyntheticTask[];
  /** All drafts that were drawn. */
  readonly drafts: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** For each task, how like it the most similar other one is, from 0 to 1. */
  readonly closest: readonly number[];
}

/** So many draws in a row that bring nothing new: there is no more to be had. */
const MOST_IDLE = 40;

/** Tasks of these sources, as many as are wanted or can be made. @throws `signal.reason` when aborted */
export async function synthesize(
  sources: readonly SynthesisSource[],
  options: SynthesizeOptions,
): Promise<Synthesis> {
  const { wanted, seed, concurrency, signal, onProof } = options;
  // Kinds of work of all sources take turns, so that few tasks are of many kinds.
  const makers = createChooser(seed).shuffled(sources.flatMap((source) => source.makers));
  const tasks: SyntheticTask[] = [];
  const kept: Fingerprint[] = [];
  /** What could not be proved is not tried again in other words. */
  const failed: Fingerprint[] = [];
  const dropped: Partial<Record<DropReason, number>> = {};
  const ids = new Map<string, number>();
  let drafts = 0;
  let drawn = 0;
  let idle = 0;
  const count = (name: string, reason: DropReason, why: string): void => {
    dropped[reason] = (dropped[reason] ?? 0) + 1;
    onProof?.({ kind: "drop", name, reason, why });
  };
  /** Up to `room` drafts that are like nothing before; `undefined` makers are passed over. */
  const draw = (room: number): readonly Drawn[] => {
    const round: Drawn[] = [];
    while (round.length < room && idle < MOST_IDLE * Math.max(1, Math.min(makers.length, 4))) {
      const number = drawn++;
      const draft = makers[number % makers.length]?.(createChooser(seed, number));
      idle += 1;
      if (draft === undefined) continue;
      drafts += 1;
      const print = fingerprint(draft);
      const closest = closestOf(print, [...kept, ...failed, ...round.map((each) => each.print)]);
      if (closest >= NEAR_DUPLICATE) {
        count(draft.name, "near-duplicate", closest.toFixed(2));
        continue;
      }
      idle = 0;
      round.push({ draft, print, seed: seed + number });
    }
    return round;
  };
  // Drafts that cannot be proved are no news either.
  let fruitless = 0;
  while (tasks.length < wanted && makers.length > 0 && fruitless < MOST_IDLE) {
    signal?.throwIfAborted();
    const round = draw(Math.min(ROUND, wanted - tasks.length));
    if (round.length === 0) break;
    const proofs = await mapAtMost(round, concurrency, (each) =>
      proveDraft(each.draft, each.seed, options),
    );
    for (const [at, proof] of proofs.entries()) {
      const { draft, print } = round[at] as Drawn;
      if (!proof.isProved) {
        fruitless += 1;
        failed.push(print);
        count(draft.name, proof.reason, proof.why);
        continue;
      }
      fruitless = 0;
      const task = { ...proof.task, id: nameTask(draft, ids) };
      tasks.push(task);
      kept.push(print);
      onProof?.({ kind: "task", task, count: tasks.length });
    }
  }
  const closest = kept.map((print) =>
    closestOf(
      print,
      kept.filter((other) => other !== print),
    ),
  );
  return { tasks, drafts, dropped, closest };
}

/** Drafts of a round are compared before any is proved: what is kept must not depend on which is proved first. */
const ROUND = 16;

interface Drawn {
  readonly draft: Draft;
  readonly print: Fingerprint;
  readonly seed: number;
}

/** What ids are made of, see the reader of datasets; it takes at most 100 characters. */
function nameTask({ category, name }: Draft, ids: Map<string, number>): string {
  const base = `${category}.${name.replaceAll(/[^\p{L}\p{N}_]/gu, "").slice(0, 60)}`;
  const count = (ids.get(base) ?? 0) + 1;
  ids.set(base, count);
  return count === 1 ? base : `${base}-${count}`;
}
