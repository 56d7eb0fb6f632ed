import type { ConstraintRefusal } from "../../domain/constraint.ts";
import { Fault } from "../../domain/fault.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import { describeRefusal, helpFor } from "./describe-refusal.ts";

/** Said wherever a constraint cannot be used: what it is, where it is wrong, and why. */
export function refuseConstraint(
  { describes, syntax }: Pick<ConstraintSet, "describes" | "syntax">,
  refusals: readonly ConstraintRefusal[],
): Fault {
  const [first] = refusals;
  const help = first === undefined ? "" : `${helpFor(first, syntax?.kind)}; `;
  return new Fault(
    "constraint/refused",
    `Cannot hold an answer to ${describes}: ${refusals.map(placeAndReason).join("; ")}`,
    { help: `${help}to write without it: --unconstrained`, details: { refusals } },
  );
}

function placeAndReason(refusal: ConstraintRefusal): string {
  const { line, column } = refusal;
  if (line === undefined) return describeRefusal(refusal);
  const place = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  return `${place}: ${describeRefusal(refusal)}`;
}
