import type { Constraint, ConstraintRefusal } from "../../domain/constraint.ts";
import { examineLark } from "./examine-lark.ts";
import { examineSchema } from "./examine-schema.ts";

/** What keeps a constraint from being used with any engine, found by reading alone. */
export function examineConstraint(constraint: Constraint): readonly ConstraintRefusal[] {
  switch (constraint.kind) {
    case "grammar":
      return examineLark(constraint.lark);
    case "schema":
      return examineSchema(constraint.schema);
    case "regex":
      return [];
  }
}
