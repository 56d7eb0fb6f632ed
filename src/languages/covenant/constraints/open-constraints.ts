import type { Specification } from "../../../domain/specification.ts";
import type { ConstraintSet, NoConstraints } from "../../../ports/constraint-set.ts";
import type { ConstraintOptions } from "../../../ports/language-pack.ts";
import type { Profile } from "../profiles.ts";
import { DEEPEST_LEVEL, renderLark } from "./lark/render-lark.ts";
import { openTypeJudge } from "./open-judge.ts";
import { type ReadShape, readShape } from "./read-shape.ts";
import { programRules } from "./rules/program-rules.ts";

/** Changes when the same set would let other texts through. */
const VERSION = 1;

/**
 * What a Covenant program for this specification is held to: after the given declarations its syntax in canonical
 * layout, with the function's head to the letter, and its names, types and effects.
 *
 * @throws {Fault} `specification/invalid`
 */
export async function openConstraints(
  specification: Specification,
  { machine, profile, path, bias }: ConstraintOptions,
): Promise<ConstraintSet | NoConstraints> {
  const read = readShape(specification);
  if (read === undefined) return { isAbsent: true, why: "the specification has no signature" };
  const { shape, prefix } = read;
  const lark = renderLark(programRules(shape), { ...shape, deepest: DEEPEST_LEVEL });
  const judge = openTypeJudge(specification, read, { profile: profile as Profile, path });
  return {
    id: machine.sha256(JSON.stringify([VERSION, lark, prefix, profile])),
    describes: `the function ${shape.functionId}`,
    prefix,
    syntax: { kind: "grammar", lark },
    judges: [judge],
    bias,
    gaps: listGaps(specification, read),
  };
}

function listGaps(specification: Specification, { unproposed }: ReadShape): ConstraintSet["gaps"] {
  const { examples, testFiles } = specification;
  const behaviours =
    examples.length +
    (specification.kind === "covenant-task" ? specification.task.behaviours.length : 0);
  return [
    ...unproposed.map((what) => ({
      level: "type" as const,
      why: `${what} must be defined, and nothing here proposes that`,
    })),
    ...(behaviours === 0
      ? []
      : [
          {
            level: "semantic" as const,
            why: "what the function does is run only when it is whole",
          },
        ]),
    ...(specification.requirements.length === 0
      ? []
      : [{ level: "semantic" as const, why: "requirements are sentences, which nothing can run" }]),
    ...(testFiles.length === 0
      ? []
      : [{ level: "semantic" as const, why: "the tests run only when the code is whole" }]),
  ];
}
