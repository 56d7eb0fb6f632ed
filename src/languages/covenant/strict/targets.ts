/** Databases that steps name. */

import { type Finding, finding } from "../finding.ts";
import { quoteAlternatives, type SuggestNames } from "../semantics/suggest-names.ts";
import type { Program } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import type { Name } from "../syntax/terms.ts";
import { stepsOf } from "./steps-of.ts";

/**
 * Reports targets that are not among the databases of the file. A file that declares none means databases that are
 * declared elsewhere, and nothing is known of them. The rule is about queries; where a step changes a table, which
 * it may name without its database, the same is a warning.
 */
export function checkTargets({ snippets }: Program, suggest: SuggestNames): readonly Finding[] {
  const databases = snippets.filter(({ kind }) => kind === "database").map(({ id }) => id.text);
  if (databases.length === 0) return [];
  const known = new Set(databases.flatMap((id) => [id, lastSegment(id)]));
  const tables = new Set(
    snippets.flatMap(({ sections }) =>
      sections.flatMap((section) =>
        section.kind === "schema" ? section.tables.map(({ name }) => name.text) : [],
      ),
    ),
  );
  return snippets.flatMap(stepsOf).flatMap((step) => {
    const target = targetOf(step);
    if (target === undefined || isBuiltIn(target.text) || isKnown(target.text, known)) return [];
    const isQuery = step.kind === "query";
    if (!isQuery && tables.has(target.text)) return [];
    return [unknownTarget(target, databases, suggest, isQuery ? "error" : "warning")];
  });
}

const lastSegment = (id: string): string => id.slice(id.lastIndexOf(".") + 1);

function targetOf(step: Step): Name | undefined {
  switch (step.kind) {
    case "query":
    case "update":
      return step.target;
    case "insert":
      return step.into;
    case "delete":
      return step.from;
    default:
      return undefined;
  }
}

/** What every program can ask without declaring it: itself, and the store of the standard library. */
const isBuiltIn = (target: string): boolean => /^(?:project|std\.storage)(?:\.|$)/.test(target);

/** A database, or a table in one: `shop_db`, `data.shop_db`, `shop_db.orders`. */
function isKnown(target: string, databases: ReadonlySet<string>): boolean {
  if (databases.has(target)) return true;
  const dot = target.lastIndexOf(".");
  return dot !== -1 && databases.has(target.slice(0, dot));
}

function unknownTarget(
  target: Name,
  databases: readonly string[],
  suggest: SuggestNames,
  severity: "error" | "warning",
): Finding {
  const candidates = suggest(target.text, databases);
  const some = databases.slice(0, 8).map((id) => `"${id}"`);
  return finding(
    "unknown_target",
    target,
    { target: target.text, candidates },
    `The file declares no database "${target.text}"`,
    {
      severity,
      help: `${quoteAlternatives(candidates)}The file's databases: ${some.join(", ")}`,
    },
  );
}
