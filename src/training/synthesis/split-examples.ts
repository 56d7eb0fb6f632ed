import type { Example } from "../../domain/specification.ts";
import type { Slip } from "./draft.ts";

/** A wrong variant, and the examples that it fails. */
export interface FoundWrong {
  readonly slip: Slip;
  readonly fails: ReadonlySet<Example>;
}

const LEAST_SHOWN = 2;
const MOST_SHOWN = 3;
const MOST_HIDDEN = 10;

/**
 * Examples to show and to hide. Where it can be, one wrong variant passes all that is shown; every wrong variant fails
 * something that is hidden, as far as there is room.
 */
export function splitExamples(
  examples: readonly Example[],
  wrong: readonly FoundWrong[],
): { readonly shown: readonly Example[]; readonly hidden: readonly Example[] } {
  const subtle = wrong.toSorted((one, other) => one.fails.size - other.fails.size)[0];
  const harmless = examples.filter((example) => subtle?.fails.has(example) !== true);
  const others = examples.filter((example) => !harmless.includes(example));
  const room = Math.min(
    harmless.length < LEAST_SHOWN ? LEAST_SHOWN : MOST_SHOWN,
    examples.length - 3,
  );
  const shown = [...withManyEnds(harmless), ...withManyEnds(others)].slice(
    0,
    Math.min(room, Math.max(harmless.length, LEAST_SHOWN)),
  );
  const rest = examples.filter((example) => !shown.includes(example));
  const telling = new Set(
    wrong.flatMap(({ fails }) => rest.filter((example) => fails.has(example)).slice(0, 2)),
  );
  const further = withManyEnds(rest.filter((example) => !telling.has(example)));
  const chosen = new Set([...telling, ...further].slice(0, MOST_HIDDEN));
  return { shown, hidden: rest.filter((example) => chosen.has(example)) };
}

/** One of each outcome first, then one more of each, and so on. */
function withManyEnds(examples: readonly Example[]): readonly Example[] {
  const counts = new Map<string, number>();
  return examples
    .map((example) => {
      const end = JSON.stringify(example.expected);
      const round = counts.get(end) ?? 0;
      counts.set(end, round + 1);
      return { example, round };
    })
    .toSorted((one, other) => one.round - other.round)
    .map(({ example }) => example);
}
