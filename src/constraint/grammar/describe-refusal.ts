import type { Constraint, ConstraintRefusal, RefusalReason } from "../../domain/constraint.ts";

const REASONS: Readonly<Record<RefusalReason, string>> = {
  unreadable: "cannot be read",
  "cannot-finish": "cannot finish",
  "over-limits": "over the limits",
  "not-enforceable": "cannot be enforced",
};

const HELP: Readonly<Record<RefusalReason, string>> = {
  unreadable:
    "Rules are written in lower case, terminals in UPPER CASE, and the first rule is called start",
  "cannot-finish": "Give it an alternative that ends without itself, or a text that it matches",
  "over-limits": "Split it into levels or smaller parts, and bound what repeats",
  "not-enforceable": "Say it another way: what is not seen to would only look as if it held",
};

const SCHEMA_HELP: Readonly<Record<RefusalReason, string>> = {
  ...HELP,
  unreadable: "A JSON Schema is one JSON object, of draft 2020-12 or an earlier one",
  "cannot-finish": "Give it a value that keeps to all of it",
};

/** What there is to do about it, in a sentence. */
export const helpFor = (
  { reason }: ConstraintRefusal,
  kind: Constraint["kind"] = "grammar",
): string => (kind === "schema" ? SCHEMA_HELP : HELP)[reason];

/** In words, without the place: `cannot finish: the rule "x" …`. */
export const describeRefusal = ({ reason, message }: ConstraintRefusal): string =>
  `${REASONS[reason]}: ${message}`;
