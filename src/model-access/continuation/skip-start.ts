import { begunAnew, type Joiner, joined } from "./joiner.ts";

/**
 * For answers that repeat `start` before they go on. Where an answer leaves it, e.g. because adapters send a start
 * without its last whitespace and the model then chose another, the answer's own text counts.
 */
export function skipStart(start: string): Joiner {
  let matched = 0;
  let isPast = false;
  return {
    push(text) {
      if (isPast) return joined(text);
      let taken = 0;
      while (
        taken < text.length &&
        matched < start.length &&
        text.charCodeAt(taken) === start.charCodeAt(matched)
      ) {
        taken += 1;
        matched += 1;
      }
      if (matched < start.length && taken === text.length) return joined("");
      isPast = true;
      const rest = text.slice(taken);
      return matched === start.length ? joined(rest) : begunAnew(start.slice(0, matched) + rest);
    },
    end: () => joined(""),
  };
}
