import type { Specification } from "../../../domain/specification.ts";
import type { ConstraintSet, NoConstraints } from "../../../ports/constraint-set.ts";
import type { ConstraintOptions } from "../../../ports/language-pack.ts";
import { slotConstraints } from "../../../syntax/formal/slot-constraints.ts";
import { LINE_END, VERUS_RULES } from "./verus-grammar.ts";

/** The open places of a file by grammar; whether anything is proved is for the verifier to say. */
export async function openConstraints(
  specification: Specification,
  { machine }: Pick<ConstraintOptions, "machine">,
): Promise<ConstraintSet | NoConstraints> {
  return slotConstraints(specification, {
    grammar: {
      rules: VERUS_RULES,
      lineEnd: LINE_END,
      ruleFor: ({ role }) => (role === "helpers" ? "helpers" : "block"),
      gaps: GAPS,
    },
    sha256: machine.sha256,
  });
}

const GAPS: ConstraintSet["gaps"] = [
  { level: "type", why: "names, types and proofs are judged afterwards, by Verus" },
];
