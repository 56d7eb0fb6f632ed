/** What is always shown: how the language is written, and what was asked for. */

import type { Attempt } from "../../domain/attempt.ts";
import type { ContextItem } from "../../domain/context.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Example, Specification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { toItem } from "./find-additions.ts";

type Count = (text: string) => number;

export const findPinned = (
  specification: Specification,
  language: LanguagePack,
  count: Count,
): readonly ContextItem[] => [
  toItem({ kind: "briefing", source: language.id, text: language.briefing, isPinned: true }, count),
  ...textsOf(specification).map(({ source, text }) =>
    toItem({ kind: "specification", source, text, isPinned: true }, count),
  ),
  ...(specification.signature === undefined
    ? []
    : [
        toItem(
          {
            kind: "declaration",
            source: specification.name,
            text: specification.signature,
            isPinned: true,
          },
          count,
        ),
      ]),
];

/** The wish, and the file with open places where there is one: that is shown to the byte. */
function textsOf(
  specification: Specification,
): readonly { readonly source: string; readonly text: string }[] {
  const { name, text } = specification;
  const wish = { source: name, text: text.trim() };
  if (specification.kind !== "formal") return [wish];
  const file = { source: specification.path, text: specification.source };
  return text === specification.source ? [file] : [wish, file];
}

/** What is said of the specification besides its text, in tokens. */
export const countSaid = ({ requirements, examples, companions }: Specification, count: Count) => ({
  operation: sumTokens(
    [...requirements, ...examples.flatMap(({ call, expected }) => [call, wordsOf(expected)])],
    count,
  ),
  instructions: sumTokens(
    companions.flatMap(({ path, purpose }) => [path, purpose]),
    count,
  ),
});

const wordsOf = (expected: Example["expected"]): string =>
  expected.kind === "returns" ? expected.expression : (expected.name ?? "");

/** What a repair will show again, the candidate and what was said about it, in tokens. */
export function countQuoted({ basis }: Plan, attempts: readonly Attempt[], count: Count): number {
  const attempt = basis === undefined ? undefined : attempts[basis];
  if (attempt === undefined) return 0;
  const { response, verdict } = attempt;
  return sumTokens(
    [response.text, ...verdict.diagnostics.slice(0, 8).map(({ raw }) => raw)],
    count,
  );
}

const sumTokens = (texts: readonly string[], count: Count): number =>
  texts.reduce((sum, text) => sum + count(text), 0);
