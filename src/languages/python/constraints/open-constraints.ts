import type { Specification } from "../../../domain/specification.ts";
import type { ConstraintSet, NoConstraints } from "../../../ports/constraint-set.ts";
import type { ConstraintOptions } from "../../../ports/language-pack.ts";
import { canonicalJson } from "../../../std/canonical-json.ts";
import { renderAnswerStart } from "../answer-start.ts";
import { findUnit } from "./find-unit.ts";
import { bodyGrammar } from "./python-grammar.ts";

/** The body of the function that is asked for, by grammar; names and types are judged afterwards. */
export async function openConstraints(
  specification: Specification,
  { machine, bias }: Pick<ConstraintOptions, "machine" | "bias">,
): Promise<ConstraintSet | NoConstraints> {
  const { signature } = specification;
  if (signature === undefined) return { isAbsent: true, why: "the specification has no signature" };
  const prefix = renderAnswerStart(signature);
  const name = /\bdef\s+(\w+)/.exec(prefix)?.[1];
  if (name === undefined) return { isAbsent: true, why: "the signature declares no function" };
  if (/^[ \t]/.test(prefix))
    return { isAbsent: true, why: "the signature is indented: nothing says what stands around it" };
  const lark = bodyGrammar(findUnit(specification));
  return {
    id: machine.sha256(canonicalJson(["python-body", prefix, lark])),
    describes: `the body of ${name}`,
    prefix,
    syntax: { kind: "grammar", lark },
    judges: [],
    bias,
    gaps: [{ level: "type", why: "names and types are judged afterwards, by the checker" }],
  };
}
