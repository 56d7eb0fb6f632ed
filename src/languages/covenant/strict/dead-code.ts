/** What never runs, and values that nobody uses: hints, not errors. */

import { type Finding, finding } from "../finding.ts";
import { sectionsOf } from "../semantics/declarations.ts";
import { nestedBlocks } from "../semantics/steps.ts";
import type { Program } from "../syntax/ast.ts";
import type { Step } from "../syntax/step-ast.ts";
import { collectUses } from "./uses.ts";

/** Hints at unused bindings and unreachable steps in the bodies of functions. */
export const findDeadCode = ({ snippets }: Program): readonly Finding[] =>
  snippets
    .filter(({ kind }) => kind === "fn")
    .flatMap((snippet) => sectionsOf(snippet, "body"))
    .flatMap(({ steps }) => {
      const findings: Finding[] = [];
      checkBlock(steps, { used: collectUses(steps), findings, isResult: false });
      return findings;
    });

interface Block {
  readonly used: ReadonlySet<string>;
  readonly findings: Finding[];
  /** Whether the value of the last step is the value of the step around the block. */
  readonly isResult: boolean;
}

/** Reports in one block; whether it has a way to its end. */
function checkBlock(steps: readonly Step[], block: Block): boolean {
  let reachesEnd = true;
  for (const [index, step] of steps.entries()) {
    if (!reachesEnd) {
      block.findings.push(unreachableStep(step));
      continue;
    }
    const isResult = block.isResult && index === steps.length - 1;
    if (!isResult && isUnused(step, block)) block.findings.push(unusedBinding(step));
    reachesEnd = checkStep(step, block);
  }
  return reachesEnd;
}

const isUnused = ({ kind, as }: Step, { used }: Block): boolean =>
  kind !== "return" && as.text !== "_" && !used.has(as.text);

/** Whether anything runs after `step`. */
function checkStep(step: Step, block: Block): boolean {
  if (step.kind === "return") return false;
  const inner = { ...block, isResult: step.as.text !== "_" };
  const reached = nestedBlocks(step).map((steps) => checkBlock(steps, inner));
  switch (step.kind) {
    case "if":
      return step.elseSteps === undefined || reached.includes(true);
    case "match":
    case "race":
      return reached.length === 0 || reached.includes(true);
    case "transaction":
    case "parallel":
      return !reached.includes(false);
    default:
      return true;
  }
}

const unreachableStep = ({ id, start, kindName }: Step): Finding =>
  finding(
    "unreachable_step",
    { start, end: kindName.end },
    { id: id.text },
    `The step "${id.text}" never runs: the function has returned before`,
    { severity: "hint", help: "Remove it, or move it before the return" },
  );

/** Their work is done even if nobody looks at the result. */
const WITH_EFFECTS: ReadonlySet<Step["kind"]> = new Set([
  "call",
  "if",
  "match",
  "for",
  "insert",
  "update",
  "delete",
  "transaction",
  "parallel",
  "race",
]);

const unusedBinding = ({ kind, as }: Step): Finding =>
  finding("unused_binding", as, { name: as.text }, `Nothing uses "${as.text}"`, {
    severity: "hint",
    help: WITH_EFFECTS.has(kind) ? 'Write as="_" if only the work matters' : "Remove the step",
  });
