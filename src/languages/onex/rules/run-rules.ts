/** All rules over all files of a node. */

import { createDiagnostic, type Diagnostic } from "../../../domain/diagnostic.ts";
import { ALL_RULES } from "./all-rules.ts";
import { findExcuse } from "./excuses.ts";
import type { NodeUnit, PythonFile } from "./node-unit.ts";
import type { Rule, RuleFinding } from "./rule.ts";

/** Name of the tool in diagnostics. */
export const RULES_TOOL = "onex";

export interface RunRulesOptions {
  /** @default all of them */
  readonly rules?: readonly Rule[] | undefined;
  /** Whether comments may excuse findings. @default true */
  readonly areExcusesHeard?: boolean | undefined;
}

/**
 * What the rules say about a node, by file and place. A node that cannot be parsed is judged for its syntax alone. A
 * finding that a comment excuses comes as a hint with the reason in `facts.excuse`.
 */
export function runRules(
  unit: NodeUnit,
  { rules = ALL_RULES, areExcusesHeard = true }: RunRulesOptions = {},
): readonly Diagnostic[] {
  const deep = unit.files.filter(isTooDeep);
  if (deep.length > 0) return deep.map(refuseDepth);
  const isBroken = unit.files.some(({ module }) => module.hasError);
  const diagnostics = rules
    .filter((rule) => isFor(rule, unit) && (!isBroken || rule.readsBrokenText))
    .flatMap((rule) =>
      [...rule.check(unit)].map((finding) => {
        const excuse = areExcusesHeard ? excuseOf(rule, finding, unit) : undefined;
        return toDiagnostic(rule, finding, { unit, excuse });
      }),
    );
  return diagnostics.sort(byPlace);
}

/** Python itself refuses what is nested this deep; rules would take for ever, or run out of stack. */
const MAX_DEPTH = 1000;

export const isTooDeep = ({ module }: PythonFile): boolean => module.depth > MAX_DEPTH;

const refuseDepth = (file: PythonFile): Diagnostic =>
  createDiagnostic({
    tool: RULES_TOOL,
    code: "SYN001",
    phase: "syntax",
    category: "syntax",
    message: `the code is nested ${file.module.depth} levels deep, more than ${MAX_DEPTH}`,
    span: toSpan({ start: 0, end: 0 }, file),
    help: "Take it apart: name parts of it, and join them in steps",
  });

const isFor = ({ kinds }: Rule, { kind }: NodeUnit): boolean =>
  kinds.length === 4 || (kind !== undefined && kinds.includes(kind));

const fileOf = ({ path }: RuleFinding, { files }: NodeUnit): PythonFile | undefined =>
  files.find((file) => file.path === path);

function excuseOf(rule: Rule, finding: RuleFinding, unit: NodeUnit): string | undefined {
  const file = fileOf(finding, unit);
  return file === undefined ? undefined : findExcuse(rule, finding, file);
}

function toDiagnostic(
  rule: Rule,
  finding: RuleFinding,
  { unit, excuse }: { readonly unit: NodeUnit; readonly excuse: string | undefined },
): Diagnostic {
  const file = fileOf(finding, unit);
  return createDiagnostic({
    tool: RULES_TOOL,
    code: rule.id,
    phase: rule.category === "syntax" ? "syntax" : "compliance",
    category: rule.category,
    severity: excuse === undefined ? (finding.severity ?? rule.severity) : "hint",
    message: excuse === undefined ? finding.message : `${finding.message} (excused: ${excuse})`,
    span: toSpan(finding, file),
    help: finding.help ?? rule.fix,
    facts: excuse === undefined ? (finding.facts ?? {}) : { ...finding.facts, excuse },
    fixes: (finding.fixes ?? []).map((fix) => ({
      ...fix,
      edits: fix.edits.map(({ span, text }) => ({ span: toSpan(span, file), text })),
    })),
  });
}

function toSpan(
  place: { readonly start: number; readonly end: number },
  file?: PythonFile | undefined,
) {
  const path = file?.path ?? ("path" in place ? String(place.path) : "");
  const at = file?.toOriginal ?? ((offset: number) => offset);
  return { file: path, start: at(place.start), end: at(place.end) };
}

const byPlace = (one: Diagnostic, other: Diagnostic): number =>
  (one.span?.file ?? "").localeCompare(other.span?.file ?? "") ||
  (one.span?.start ?? 0) - (other.span?.start ?? 0) ||
  (one.code ?? "").localeCompare(other.code ?? "");
