/** What must come next, where that can be said. */

import type { Option } from "./boundary.ts";
import { type Point, stringOptions, wordsOf } from "./point.ts";
import type { Slot } from "./slot.ts";

/** Texts of which one must follow: the rest of a name, or the next words in canonical layout. */
export function listContinuations({
  boundary,
  partial,
  text,
}: Point): readonly string[] | undefined {
  switch (partial?.kind) {
    case "string":
      return restsOfStrings(stringOptions(boundary), text.slice(partial.at + 1));
    case "word": {
      const written = text.slice(partial.at);
      const words = boundary.options().flatMap(wordsOf);
      const rests = words
        .filter((each) => each.startsWith(written))
        .map((each) => each.slice(written.length));
      // A whole word may end here, and what follows it is not known yet.
      return rests.includes("") ? undefined : unique(rests);
    }
    case undefined:
      return nextWords(boundary.options(), text.slice(boundary.text.length));
    default:
      return undefined;
  }
}

function restsOfStrings(
  options: readonly Option[],
  written: string,
): readonly string[] | undefined {
  const rests: string[] = [];
  for (const { slot } of options) {
    const some = restsOf(slot(), written);
    if (some === undefined) return undefined;
    rests.push(...some);
  }
  return rests.length === 0 ? undefined : unique(rests);
}

function restsOf(slot: Slot, written: string): readonly string[] | undefined {
  if (slot.kind === "free") return undefined;
  // Inside of a path that nothing is known of.
  if (slot.heads.some((head) => written.startsWith(head))) return undefined;
  return [
    ...slot.names
      .filter((name) => name.startsWith(written))
      .map((name) => `${name.slice(written.length)}"`),
    ...slot.heads
      .filter((head) => head.startsWith(written))
      .map((head) => head.slice(written.length)),
  ];
}

/** Words with the blanks that lead to them in canonical layout, where what stands of those fits. */
function nextWords(options: readonly Option[], blanks: string): readonly string[] | undefined {
  const texts: string[] = [];
  for (const option of options) {
    const { next, refusal } = option;
    if (refusal !== undefined || next.isOther) continue;
    if (!next.layout.startsWith(blanks)) continue;
    const lead = next.layout.slice(blanks.length);
    switch (next.part.kind) {
      case "word":
      case "name":
        texts.push(...wordsOf(option).map((each) => lead + each));
        break;
      case "string":
        texts.push(`${lead}"`);
        break;
      default:
        return undefined;
    }
  }
  return texts.length === 0 ? undefined : unique(texts);
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
