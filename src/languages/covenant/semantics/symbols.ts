/** What the reference compiler finds before it looks at types: ids, call cycles, relations. */

import { type Finding, finding } from "../finding.ts";
import type { Program, Relation, Snippet } from "../syntax/ast.ts";
import { findCallCycles } from "./call-cycles.ts";
import { type Declarations, rangeOf, sectionsOf } from "./declarations.ts";
import { quoteAlternatives, type SuggestNames } from "./suggest-names.ts";

/** Errors that hide every later one. */
export function checkSymbols(
  program: Program,
  declarations: Declarations,
  suggest: SuggestNames,
): readonly Finding[] {
  return [
    ...duplicateIds(program, declarations),
    ...findCallCycles(program, declarations).map(({ closing, cycle }) =>
      finding(
        "call_cycle",
        closing,
        { cycle },
        `These snippets call each other in a circle: ${cycle.join(" -> ")}`,
        {
          help: "Only a snippet may call itself. Move what both need into a third snippet, or merge the snippets into one that calls itself; calls in tests sections count too",
        },
      ),
    ),
    ...missingRelationTargets(program, declarations, suggest),
  ];
}

const duplicateIds = (program: Program, { snippets }: Declarations): readonly Finding[] =>
  program.snippets.flatMap((snippet) => {
    const first = snippets.get(snippet.id.text);
    if (first === undefined || first === snippet) return [];
    const id = snippet.id.text;
    return finding(
      "duplicate_id",
      snippet.id,
      { id, first: rangeOf(first.id) },
      `The id "${id}" is already taken by another snippet of this file`,
      {
        related: [{ message: "First used here", range: rangeOf(first.id) }],
        help: "Give this snippet an id of its own, or remove it if it repeats the first",
      },
    );
  });

const missingRelationTargets = (
  program: Program,
  { snippets, unreadNames }: Declarations,
  suggest: SuggestNames,
): readonly Finding[] =>
  program.snippets.flatMap((snippet) =>
    relationsOf(snippet)
      .filter(({ target }) => !snippets.has(target.text) && !unreadNames.has(target.text))
      .map(({ target }) =>
        finding(
          "relation_target",
          target,
          { target: target.text, from: snippet.id.text },
          `The relation's target "${target.text}" is not the id of a snippet in this file`,
          {
            help: `${quoteAlternatives(suggest(target.text, snippets.keys()))}Name a snippet of this file by its full id, or remove the relation`,
          },
        ),
      ),
  );

/** The last section counts, as in the reference compiler. */
const relationsOf = (snippet: Snippet): readonly Relation[] =>
  sectionsOf(snippet, "relations").at(-1)?.relations ?? [];
