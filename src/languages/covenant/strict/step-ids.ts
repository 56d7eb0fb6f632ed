/** Each step of a snippet has an id of its own, in its body and in its tests. */

import { type Finding, finding } from "../finding.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import type { Name } from "../syntax/terms.ts";
import { stepsOf } from "./steps-of.ts";

/** Reports step ids that their snippet uses twice. */
export const checkStepIds = ({ snippets }: Program): readonly Finding[] =>
  snippets.flatMap(repeatedIds);

function repeatedIds(snippet: Snippet): readonly Finding[] {
  const firsts = new Map<string, Name>();
  const findings: Finding[] = [];
  for (const { id } of stepsOf(snippet)) {
    const first = firsts.get(id.text);
    if (first === undefined) firsts.set(id.text, id);
    else findings.push(repeatedId(id, first));
  }
  return findings;
}

const repeatedId = (id: Name, { start, end }: Name): Finding =>
  finding(
    "duplicate_step_id",
    id,
    { id: id.text, first: { start, end } },
    `The step id "${id.text}" is already taken in this snippet`,
    {
      related: [{ message: "First used here", range: { start, end } }],
      help: "Give each step an id of its own: s1, s2, ...; inside a block s2a, s2b, ...",
    },
  );
