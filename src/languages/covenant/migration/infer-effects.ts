import { code } from "./code-span.ts";
import { findCallMeaning } from "./effect-table.ts";

export interface InferredEffects {
  /** By name, each with the calls that it comes from. */
  readonly effects: ReadonlyMap<string, readonly string[]>;
  /** Calls of modules that nobody knows here. */
  readonly unknown: readonly string[];
}

/** The effects that a function has by what it calls. */
export function inferEffects(calls: readonly string[]): InferredEffects {
  const found = new Map<string, string[]>();
  const unknown: string[] = [];
  for (const call of calls) {
    const meaning = findCallMeaning(call);
    if (meaning === undefined) unknown.push(call);
    else if (meaning.effect !== undefined) {
      const earlier = found.get(meaning.effect);
      if (earlier === undefined) found.set(meaning.effect, [call]);
      else earlier.push(call);
    }
  }
  const effects = [...found].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    effects: new Map(effects.map(([name, from]) => [name, withoutLonger(from)])),
    unknown: withoutLonger(unknown),
  };
}

/** What is done with the result of a call says nothing that the call does not. */
function withoutLonger(calls: readonly string[]): readonly string[] {
  const all = new Set(calls);
  return calls.filter((call) => {
    for (let end = call.lastIndexOf("."); end > 0; end = call.lastIndexOf(".", end - 1))
      if (all.has(call.slice(0, end))) return false;
    return true;
  });
}

const MOST_CALLS = 5;

/** Calls in a sentence. */
export function listCalls(calls: readonly string[]): string {
  const more = calls.length - MOST_CALLS;
  const shown = calls.slice(0, MOST_CALLS).map(code).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
