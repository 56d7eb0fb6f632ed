/** Requirements and the tests that cover them. */

import { type Finding, finding } from "../finding.ts";
import type { Program, Requirement, Snippet, Test } from "../syntax/ast.ts";
import type { Name } from "../syntax/terms.ts";
import { rangeOf, sectionsOf } from "./declarations.ts";
import { createNameSuggester, quoteAlternatives } from "./suggest-names.ts";

/** What `check --requirements` says of a file that `check` accepts. */
export function checkRequirements(program: Program): readonly Finding[] {
  const requirements = program.snippets.flatMap((snippet) =>
    sectionsOf(snippet, "requires").flatMap((section) =>
      section.requirements.map((requirement) => ({ requirement, snippet })),
    ),
  );
  const tests = program.snippets.flatMap((snippet) =>
    sectionsOf(snippet, "tests").flatMap((section) => section.tests),
  );
  const covered = new Set(tests.flatMap(({ covers }) => covers?.text ?? []));
  return [
    ...repeated(requirements.map(({ requirement }) => requirement.id)).map(duplicateRequirement),
    ...repeated(tests.map(({ id }) => id)).map(duplicateTest),
    ...unknownRequirements(
      tests,
      new Set(requirements.map(({ requirement }) => requirement.id.text)),
    ),
    ...requirements
      .filter(({ requirement }) => !covered.has(requirement.id.text))
      .flatMap(({ requirement, snippet }) => uncoveredRequirement(requirement, snippet)),
  ];
}

interface Repeated {
  readonly id: Name;
  readonly first: Name;
}

function repeated(ids: readonly Name[]): readonly Repeated[] {
  const firsts = new Map<string, Name>();
  return ids.flatMap((id) => {
    const first = firsts.get(id.text);
    if (first !== undefined) return { id, first };
    firsts.set(id.text, id);
    return [];
  });
}

const duplicateRequirement = ({ id, first }: Repeated): Finding =>
  finding(
    "duplicate_requirement",
    id,
    { id: id.text, first: rangeOf(first) },
    `The requirement id "${id.text}" is already taken`,
    {
      related: [{ message: "First used here", range: rangeOf(first) }],
      help: "Give it an id of its own",
    },
  );

const duplicateTest = ({ id, first }: Repeated): Finding =>
  finding(
    "duplicate_test",
    id,
    { id: id.text, first: rangeOf(first) },
    `The test id "${id.text}" is already taken`,
    {
      related: [{ message: "First used here", range: rangeOf(first) }],
      help: "Give it an id of its own",
    },
  );

function unknownRequirements(
  tests: readonly Test[],
  known: ReadonlySet<string>,
): readonly Finding[] {
  const suggest = createNameSuggester();
  return tests.flatMap(({ covers }) => {
    if (covers === undefined || known.has(covers.text)) return [];
    const candidates = suggest(covers.text, known);
    return finding(
      "unknown_requirement",
      covers,
      { id: covers.text, candidates },
      `No requirement of this file has the id "${covers.text}"`,
      {
        help: `${quoteAlternatives(candidates)}Name a requirement of a requires section, or remove covers=`,
      },
    );
  });
}

/** Critical ones must be covered, high ones should be; the reference is silent about all others. */
function uncoveredRequirement({ id, priority }: Requirement, snippet: Snippet): readonly Finding[] {
  if (priority !== "critical" && priority !== "high") return [];
  return [
    finding(
      "uncovered_requirement",
      id,
      { id: id.text, priority, snippet: snippet.id.text },
      `No test covers the ${priority} requirement "${id.text}"`,
      {
        severity: priority === "critical" ? "error" : "warning",
        help: `Add to a tests section: test id="T-1" kind="unit" covers="${id.text}" with steps that check it, and end`,
      },
    ),
  ];
}
