import type { CheckPhase } from "../../../domain/check-phase.ts";
import type { DiagnosticCategory } from "../../../domain/diagnostic.ts";
import type { DafnyMessage } from "./read-output.ts";

/** What an error is about, in one word whatever the version says. */
export interface Kind {
  readonly code: string;
  readonly phase: CheckPhase;
  readonly category: DiagnosticCategory;
  readonly help: string | undefined;
}

const proof = (code: string, pattern: RegExp, help: string | undefined = undefined) => ({
  pattern,
  kind: { code, phase: "proof", category: "test", help } as const,
});
const type = (code: string, category: "name" | "type", pattern: RegExp, help?: string) => ({
  pattern,
  kind: { code, phase: "type", category, help } as const,
});

/** Older and newer words for the same; the first that fits. */
const KINDS: readonly { readonly pattern: RegExp; readonly kind: Kind }[] = [
  proof(
    "postcondition",
    /postcondition (?:might not hold|could not be proved)|violation of postcondition/i,
    "Look at the ensures that is named, and at this way out: assert what leads to it",
  ),
  proof(
    "precondition",
    /precondition (?:for this call |.*)?(?:might not hold|could not be proved)|violation of function precondition/i,
    "Assert the callee's requires before the call, or make it true",
  ),
  proof(
    "invariant-entry",
    /invariant (?:might not hold|could not be proved) on entry/i,
    "Make it true before the loop, or weaken it",
  ),
  proof(
    "invariant-maintained",
    /invariant (?:might not be maintained|could not be proved to be maintained)/i,
    "Assert it at the end of the loop's body to see which part fails; it may need a further invariant",
  ),
  proof(
    "termination",
    /cannot prove termination|decreases (?:expression|clause) might not|failure to decrease|termination/i,
    "Give a decreases clause: something that becomes smaller and stays above zero",
  ),
  proof(
    "bounds",
    /index out of range|upper bound|lower bound|range/i,
    "Show that the index lies inside, with an invariant or a requires",
  ),
  proof("division", /division by zero/i, "Show that the divisor is not zero"),
  proof(
    "frame",
    /modifies clause|reads clause|reads frame|insufficient reads/i,
    "Change, or read, only what the clause allows; modifies belongs to the frozen contract",
  ),
  proof("null", /target object (?:might|may|could) be null|be null/i),
  proof(
    "subset-type",
    /value (?:of expression )?(?:might|does|could) not satisfy|subset constraints|result of operation might violate newtype|natural number/i,
    "Show that the value fits its type",
  ),
  proof("missing-case", /missing case/i, "Handle every constructor"),
  proof(
    "such-that",
    /cannot establish the existence of LHS values|let-such-that/i,
    "Show first that such a value exists: assert exists x :: P(x)",
  ),
  proof("calc", /the calculation step between/i),
  proof(
    "assertion",
    /assertion (?:violation|might not hold|could not be proved)/i,
    "Assert the steps between, or prove a lemma and call it",
  ),
  proof("assignment", /definite-assignment|must be (?:definitely )?assigned|used before/i),
  type(
    "unresolved",
    "name",
    /unresolved identifier|Duplicate (?:member )?name|does not exist|is not declared|undeclared|could not be found|more than one declaration|ambiguous|already/i,
  ),
  type(
    "ghost",
    "type",
    /only in specification contexts|ghost (?:variable|context|state|function)|not allowed in.*ghost|non-ghost/i,
    "In Dafny 2 and 3 a function is ghost; code may call only a function method",
  ),
];

const SYNTAX: Kind = { code: "syntax", phase: "syntax", category: "syntax", help: undefined };
const TYPE: Kind = { code: "type", phase: "type", category: "type", help: undefined };
const PROOF: Kind = { code: "proof", phase: "proof", category: "test", help: undefined };
const TIME: Kind = {
  code: "timeout",
  phase: "proof",
  category: "resource",
  help: "Help the solver: smaller lemmas, fewer quantifiers, asserts for the steps between",
};

/** How far Dafny came, which says what its errors can be about. */
export type Stage = "parsing" | "resolving" | "proving";

/** What a message is about, by its words and by how far Dafny came. */
export function classify({ severity, text, code }: DafnyMessage, stage: Stage): Kind {
  if (severity === "timeout") return TIME;
  if (stage === "parsing") return SYNTAX;
  const known = KINDS.find(
    ({ pattern, kind }) => pattern.test(text) && (stage === "proving") === (kind.phase === "proof"),
  );
  if (known !== undefined) return known.kind;
  if (stage === "resolving") return TYPE;
  return code === undefined ? PROOF : { ...PROOF, code };
}
