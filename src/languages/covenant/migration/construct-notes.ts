import type { ConstructKind, SourceConstruct } from "../../../ports/migration.ts";
import { code } from "./code-span.ts";

/** What to do about each kind of construct. */
const ADVICE: Readonly<Record<ConstructKind, string>> = {
  "changed-argument": "values do not change here: give the changed value back",
  "discarded-values": "a list was made for its side effects: a for step does the work",
  decorator: "there are no decorators: what it adds is not carried over",
  "destructured-parameter": "its parts became parameters of their own",
  exponent: "the operation is pow, and its result a Float",
  "floor-division": "the source rounds down, div and mod here toward zero: negative numbers differ",
  "function-argument": "there are no function values: nothing can be called by a parameter",
  inheritance: "there is no inheritance: what it inherits has to be written out",
  "inner-function":
    "there are no functions inside of functions: it becomes a snippet, and what it captures parameters",
  "left-out": "it was too much to show: what the function needs of it is not known",
  "managed-context": "there are no managed contexts: what they close has no counterpart",
  markup: "there is no markup: only what is computed can be carried over",
  "module-state":
    "there are no variables outside of functions: take the value as a parameter and give it back",
  "negative-index": "an index counts from the start here: compute it from the length",
  overload: "a function has one signature: that of the implementation was taken",
  "regular-expression": "the dialect of std.text's expressions may differ",
  "text-formatting": "there is no formatting: text is put together with to_string and text.concat",
  "true-division": "div of two Int gives an Int here: convert with to_float first",
  "type-parameter": "a generic is a name and nothing more: nothing is checked for it",
  "variable-arguments": "it takes any number of arguments: here it takes a list",
};

const MOST_PLACES = 3;

/** One note for each kind of construct, with where it is. */
export function noteConstructs(constructs: readonly SourceConstruct[]): readonly string[] {
  const byKind = Map.groupBy(constructs, ({ kind }) => kind);
  return [...byKind].map(([kind, found]) => {
    const shown = found
      .slice(0, MOST_PLACES)
      .map(({ text, line }) => `${code(text)} (line ${line})`);
    const more = found.length > MOST_PLACES ? ` and ${found.length - MOST_PLACES} more` : "";
    return `${shown.join(", ")}${more}: ${ADVICE[kind]}`;
  });
}
