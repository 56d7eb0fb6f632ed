import type { CheckPhase } from "../../domain/check-phase.ts";

/** What would keep an attempt from being refused in each phase: one line each. */
export const PREVENTIONS: Readonly<Record<CheckPhase, string>> = {
  response:
    "No code was found in the answer: allow longer answers (--max-output-tokens), or a model that keeps to a format",
  guard:
    "The answer switches checks off: say in the specification that bypasses are refused, or take a model that follows rules",
  lock: "The answer changes what was given: keep what must not change out of the editable part, or constrain writing",
  syntax: "The answer does not parse: switch constrained writing on (constraints = true)",
  type: "Names or types are wrong: show the declarations that are used (references), or constrain writing by types",
  signature:
    "The signature is not the one asked for: write it out in the specification, or constrain writing",
  compliance:
    "A requirement is not kept: state it as a rule of its own, and give an example that shows it",
  security: "Unsafe code: name the safe way in the specification, and references that use it",
  proof:
    "The proof does not go through: give lemmas or a plan in the specification, or more rounds of repair (--repairs)",
  example:
    "The answer runs and gives wrong results: add examples near the ones that fail, or draw several candidates (--samples)",
  test: "Tests fail: state the behaviour they test in the specification, or draw several candidates (--samples)",
};
