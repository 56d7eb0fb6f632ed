import ts from "typescript";
import type { Constraint } from "../../../domain/constraint.ts";
import type { Specification } from "../../../domain/specification.ts";
import type { ConstraintSet, NoConstraints } from "../../../ports/constraint-set.ts";
import type { ConstraintOptions } from "../../../ports/language-pack.ts";
import type { Machine } from "../../../ports/machine.ts";
import type { PrefixJudge } from "../../../ports/prefix-judge.ts";
import { openTypeJudge } from "../prefix/open-type-judge.ts";
import { EXAMPLES_JUDGE_VERSION, openExamplesJudge } from "./examples-judge.ts";
import { openWritingGrammar } from "./grammar.ts";
import { type BodyTask, isBodyTask, type NoBodyTask, readTask } from "./read-task.ts";

type Gap = ConstraintSet["gaps"][number];

/**
 * What TypeScript for this specification is held to: its syntax and its types, and, where one function is asked for,
 * its signature to the letter and the examples.
 *
 * @throws {Fault} `config/invalid`, `specification/invalid`
 */
export async function openConstraints(
  specification: Specification,
  { machine, profile, path, bias }: ConstraintOptions,
): Promise<ConstraintSet | NoConstraints> {
  if (path.endsWith(".tsx")) return { isAbsent: true, why: "no grammar here knows elements" };
  const { signature, examples } = specification;
  const { root } = machine.files;
  const task =
    signature === undefined
      ? { why: "the specification has no signature" }
      : readTask(signature, { root, path, profile });
  const body = isBodyTask(task) ? task : undefined;
  const prefix = body?.prefix ?? "";

  const syntax = await openWritingGrammar(body === undefined ? "module" : "body", {
    isGenerator: body?.isGenerator,
  });
  const types = await openTypeJudge({ machine, profile, path, prefix });
  const { judge: semantics, gap } = openSemantics(specification, task, machine);
  const gaps = [...listGaps(specification, task), ...(gap === undefined ? [] : [gap])];
  return {
    id: machine.sha256(
      JSON.stringify([
        syntax,
        prefix,
        profile,
        path,
        ts.version,
        EXAMPLES_JUDGE_VERSION,
        examples,
        gaps,
      ]),
    ),
    describes:
      body === undefined ? "a TypeScript module" : `the body of ${body.name ?? "a function"}`,
    prefix,
    syntax: syntax satisfies Constraint,
    judges: semantics === undefined ? [types] : [types, semantics],
    bias,
    gaps,
  };
}

function openSemantics(
  { examples }: Specification,
  task: BodyTask | NoBodyTask,
  { sandbox }: Pick<Machine, "sandbox">,
): { readonly judge: PrefixJudge | undefined; readonly gap: Gap | undefined } {
  const without = (why: string) => ({ judge: undefined, gap: { level: "semantic", why } as const });
  if (examples.length === 0) return without("the specification has no examples");
  if (!isBodyTask(task)) return without(`examples run only when the code is whole: ${task.why}`);
  if (task.name === undefined)
    return without("examples run only when the code is whole: the function has no name");
  if (sandbox?.supports("javascript") !== true)
    return without("examples run only when the code is whole: nothing here isolates them");
  return { judge: openExamplesJudge(examples, task, { sandbox }), gap: undefined };
}

function listGaps(
  { signature, requirements, testFiles }: Specification,
  task: BodyTask | NoBodyTask,
): readonly Gap[] {
  const gaps: Gap[] = [];
  if (signature !== undefined && !isBodyTask(task))
    gaps.push({
      level: "type",
      why: `the signature is checked only when the code is whole: ${task.why}`,
    });
  if (requirements.length > 0)
    gaps.push({
      level: "semantic",
      why: `${requirements.length} ${requirements.length === 1 ? "requirement is a sentence" : "requirements are sentences"}, which nothing can run`,
    });
  if (testFiles.length > 0)
    gaps.push({ level: "semantic", why: "the tests run only when the code is whole" });
  return gaps;
}
