/** Functions of regular expressions. */

import { textOf } from "../operations/operands.ts";
import type { Value } from "../values/value.ts";
import type { LibraryBodies, LibraryBody, LibraryContext } from "./library-function.ts";
import { findMatches, type Match } from "./pattern.ts";

const replacing =
  (atMost: number | undefined): LibraryBody =>
  (pattern, input, replacement, { meter }) => {
    const [text, template] = [textOf(input), textOf(replacement)];
    const parts: string[] = [];
    let end = 0;
    let size = 0;
    for (const match of findMatches(textOf(pattern), text, meter, atMost)) {
      const filled = fillTemplate(template, match);
      size += filled.length;
      meter.reserve(size);
      parts.push(text.slice(end, match.start), filled);
      end = match.start + match.text.length;
    }
    parts.push(text.slice(end));
    return parts.join("");
  };

/** `$1` is the first group, `$&` the whole match, `$$` a dollar sign. */
const fillTemplate = (template: string, { text, groups }: Match): string =>
  template.replace(/\$(\$|&|\d)/g, (written, key: string) => {
    if (key === "$") return "$";
    if (key === "&") return text;
    const group = groups[Number(key) - 1];
    return group === undefined ? written : (group ?? "");
  });

/** The parts between matches, a line each: the library declares one String. */
function split(pattern: Value, input: Value, _: Value, { meter }: LibraryContext): Value {
  const text = textOf(input);
  const matches = findMatches(textOf(pattern), text, meter).filter(
    ({ text: matched, start }) => matched !== "" || (start > 0 && start < text.length),
  );
  const starts = [0, ...matches.map(({ start, text: matched }) => start + matched.length)];
  const ends = [...matches.map(({ start }) => start), text.length];
  return starts.map((start, index) => text.slice(start, ends[index])).join("\n");
}

export const PATTERN_FUNCTIONS: LibraryBodies = {
  "std.text.regex_test": (pattern, input, _, { meter }) =>
    findMatches(textOf(pattern), textOf(input), meter, 1).length > 0,
  "std.text.regex_match": (pattern, input, _, { meter }) =>
    findMatches(textOf(pattern), textOf(input), meter, 1)[0]?.text ?? "",
  "std.text.regex_replace": replacing(1),
  "std.text.regex_replace_all": replacing(undefined),
  "std.text.regex_split": split,
};
