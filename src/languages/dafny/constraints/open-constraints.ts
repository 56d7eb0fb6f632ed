import type { Slot } from "../../../domain/slot.ts";
import type { FormalSpecification, Specification } from "../../../domain/specification.ts";
import type { ConstraintSet, NoConstraints } from "../../../ports/constraint-set.ts";
import type { ConstraintOptions } from "../../../ports/language-pack.ts";
import { slotConstraints } from "../../../syntax/formal/slot-constraints.ts";
import { formal } from "../formal/formal.ts";
import { DAFNY_RULES, LINE_END } from "./dafny-grammar.ts";

/** The open places of a file by grammar; whether anything is proved is for the verifier to say. */
export async function openConstraints(
  specification: Specification,
  { machine }: Pick<ConstraintOptions, "machine">,
): Promise<ConstraintSet | NoConstraints> {
  return slotConstraints(specification, {
    grammar: {
      rules: DAFNY_RULES,
      lineEnd: LINE_END,
      ruleFor,
      gaps: [{ level: "type", why: "names, types and proofs are judged afterwards, by Dafny" }],
    },
    sha256: machine.sha256,
  });
}

/** A function's body is an expression, a method's or a lemma's is statements. */
function ruleFor(slot: Slot, { source }: FormalSpecification): string {
  if (slot.role === "helpers") return "helpers";
  const before = formal.readDeclarations(source).filter(({ start }) => start <= slot.start);
  const around = before.findLast(({ end }) => slot.end <= end) ?? before.at(-1);
  return /\b(?:function|predicate)$/.test(around?.kind ?? "") ? "function_body" : "block";
}
