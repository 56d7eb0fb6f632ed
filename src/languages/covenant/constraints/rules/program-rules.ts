/** The whole text after the given declarations: snippets of one's own, then the function that is asked for. */

import { lex } from "../../syntax/lex.ts";
import { STEP_KINDS, type StepKind } from "../../tables/kinds.ts";
import {
  attribute,
  blank,
  choice,
  event,
  fixedString,
  line,
  many,
  type Part,
  perhaps,
  type Rules,
  row,
  rule,
  sequence,
  string,
  word,
} from "./notation.ts";
import { type OwnSnippets, ownSnippet } from "./signature-rules.ts";
import { conditionRule, stepRule } from "./step-rules.ts";

export interface ProgramShape extends OwnSnippets {
  /** The asked function in canonical layout from behind its id up to its body, e.g. ` kind="fn"\nsignature …`. */
  readonly head: string;
  /** Ids of its requirements, and whether one must be covered by a test. */
  readonly requirements: readonly { readonly id: string; readonly isCritical: boolean }[];
  /** Kinds of step that make sense here. */
  readonly stepKinds?: readonly StepKind[] | undefined;
}

/** A traverse step names relations of data that no task gives. */
const WRITTEN_KINDS = STEP_KINDS.filter((kind) => kind !== "traverse");

export const programRules = (shape: ProgramShape): Rules =>
  new Map([
    ["start", rule("snippets", 0)],
    ["snippets", snippets(shape)],
    ["steps", many(rule("step", 0), { least: 1, most: 64 })],
    ["step", stepRule(shape.stepKinds ?? WRITTEN_KINDS)],
    ["condition", conditionRule],
  ]);

/** Right recursion: what comes first is told apart by the id. */
const snippets = (shape: ProgramShape): Part =>
  sequence(
    event("snippet"),
    word("snippet"),
    blank(),
    word("id"),
    word("="),
    choice(
      asked(shape),
      sequence(ownSnippet(shape), row(0, word("end")), blank("\n\n"), rule("snippets", 0)),
    ),
  );

function asked(shape: ProgramShape): Part {
  return sequence(
    string("snippet-id", "name", [shape.functionId]),
    fixed(shape.head),
    event("asked"),
    row(0, word("body")),
    event("open-body"),
    rule("steps", 1),
    event("close"),
    event("closing"),
    row(0, word("end")),
    tests(shape),
    row(0, word("end")),
    blank("\n"),
  );
}

/** One test for each requirement, called after it. */
function tests({ requirements }: ProgramShape): Part {
  if (requirements.length === 0) return sequence();
  const header = choice(
    ...requirements.map(({ id }) =>
      sequence(
        string("covers", "text", [testIdOf(id)]),
        blank(),
        attribute("kind", fixedString("unit")),
        blank(),
        attribute("covers", fixedString(id)),
      ),
    ),
  );
  const test = sequence(
    line(1),
    word("test"),
    blank(),
    word("id"),
    word("="),
    header,
    event("open-test"),
    rule("steps", 2),
    event("close"),
    row(1, word("end")),
  );
  const section = sequence(
    row(0, word("tests")),
    many(test, { least: 1, most: requirements.length }),
    event("tests-end"),
    row(0, word("end")),
  );
  return requirements.some(({ isCritical }) => isCritical) ? section : perhaps(section);
}

/** `T-LOW` for `R-LOW`. */
export const testIdOf = (requirementId: string): string => `T-${requirementId.replace(/^R-/, "")}`;

/** Text that stands as it is: its words, and the blanks between them. */
export function fixed(text: string): Part {
  const { tokens } = lex(text);
  let at = 0;
  const parts: Part[] = [];
  for (const token of tokens) {
    if (token.kind === "end-of-file") break;
    if (token.start > at) parts.push(blank(text.slice(at, token.start)));
    parts.push(token.kind === "string" ? fixedString(token.text.slice(1, -1)) : word(token.text));
    at = token.end;
  }
  return sequence(...parts);
}
