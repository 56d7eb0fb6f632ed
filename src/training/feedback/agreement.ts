/** How far people agree who judged the same. */

import { type Feedback, OPINIONS, type Opinion } from "../../domain/feedback.ts";

/** How often two people of one mind by chance would have agreed, and how much more these did. */
export interface Kappa {
  /** Things that both judged. */
  readonly count: number;
  readonly agreed: number;
  /**
   * Cohen's kappa: 1 for always, 0 for no more than chance, below 0 for less. `undefined` where both said the same one
   * thing of everything, or nothing was judged: then there is nothing to tell from chance.
   */
  readonly kappa: number | undefined;
}

/**
 * Cohen's kappa of two people's judgements of the same things, a pair each.
 *
 * @see https://doi.org/10.1177/001316446002000104
 */
export function cohensKappa<T>(pairs: readonly (readonly [one: T, other: T])[]): Kappa {
  const count = pairs.length;
  const agreed = pairs.filter(([one, other]) => one === other).length;
  const ones = countEach(pairs.map(([one]) => one));
  const others = countEach(pairs.map(([, other]) => other));
  // In whole numbers, so that perfect agreement is exactly 1.
  const byChance = [...ones].reduce(
    (sum, [what, times]) => sum + times * (others.get(what) ?? 0),
    0,
  );
  const room = count * count - byChance;
  return { count, agreed, kappa: room === 0 ? undefined : (count * agreed - byChance) / room };
}

export interface Agreement extends Kappa {
  readonly people: readonly [string, string];
}

/**
 * For each two people who gave a name and judged the same attempts. Those without a name are left out: they may be one
 * person or many.
 *
 * @param standing what people hold now, see `standingFeedback`
 */
export function findAgreements(standing: readonly Feedback[]): readonly Agreement[] {
  const byPerson = new Map<string, Map<string, Opinion>>();
  for (const { by, runId, attempt, opinion } of standing) {
    if (by === undefined) continue;
    const said = byPerson.get(by) ?? new Map<string, Opinion>();
    byPerson.set(by, said.set(`${runId} ${attempt}`, opinion));
  }
  const people = [...byPerson].sort(([one], [other]) => (one < other ? -1 : 1));
  return people.flatMap(([one, said], at) =>
    people.slice(at + 1).flatMap(([other, saidToo]): readonly Agreement[] => {
      const pairs = [...said].flatMap(([what, opinion]) => {
        const too = saidToo.get(what);
        return too === undefined ? [] : [[opinion, too] as const];
      });
      return pairs.length === 0 ? [] : [{ people: [one, other], ...cohensKappa(pairs) }];
    }),
  );
}

export interface LabelCounts {
  /** Attempts that somebody judged. */
  readonly candidates: number;
  readonly byOpinion: Readonly<Record<Opinion, number>>;
  /** By reason, most frequent first. */
  readonly byReason: Readonly<Record<string, number>>;
  /** By name; `undefined` without one. */
  readonly byPerson: readonly { readonly by: string | undefined; readonly count: number }[];
  /** What the checker said of edits. */
  readonly edits: Readonly<Record<"accepted" | "rejected" | "inconclusive", number>>;
  /** Attempts of which not all said the same. */
  readonly disputed: readonly { readonly runId: string; readonly attempt: number }[];
}

/** @param standing what people hold now, see `standingFeedback` */
export function countLabels(standing: readonly Feedback[]): LabelCounts {
  const opinions = new Map<string, { readonly of: Feedback; readonly said: Set<Opinion> }>();
  for (const of of standing) {
    const key = `${of.runId} ${of.attempt}`;
    const found = opinions.get(key) ?? { of, said: new Set() };
    opinions.set(key, { of: found.of, said: found.said.add(of.opinion) });
  }
  const said = countEach(standing.map(({ opinion }) => opinion));
  const edits = countEach(standing.flatMap(({ edit }) => edit?.verdict ?? []));
  const reasons = countEach(standing.flatMap(({ reason }) => reason ?? []));
  return {
    candidates: opinions.size,
    byOpinion: countsOf(OPINIONS, said),
    byReason: Object.fromEntries(mostFirst(reasons)),
    byPerson: mostFirst(countEach(standing.map(({ by }) => by))).map(([by, count]) => ({
      by,
      count,
    })),
    edits: countsOf(["accepted", "rejected", "inconclusive"], edits),
    disputed: [...opinions.values()]
      .filter((entry) => entry.said.size > 1)
      .map(({ of: { runId, attempt } }) => ({ runId, attempt })),
  };
}

function countEach<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const countsOf = <K extends string>(
  names: readonly K[],
  counts: ReadonlyMap<K, number>,
): Readonly<Record<K, number>> =>
  Object.fromEntries(names.map((name) => [name, counts.get(name) ?? 0])) as Record<K, number>;

const mostFirst = <T>(counts: ReadonlyMap<T, number>): readonly (readonly [T, number])[] =>
  [...counts].sort(([, one], [, other]) => other - one);
