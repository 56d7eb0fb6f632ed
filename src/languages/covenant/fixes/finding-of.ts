import type { Finding, Fix } from "../finding.ts";
import type { Rule } from "../rules.ts";
import type { Program } from "../syntax/ast.ts";

/** The findings of one rule. */
export type FindingOf<Name extends Rule> = Extract<Finding, { readonly rule: Name }>;

/** Suggests fixes for the findings of some rules, best first. */
export type Suggest<Name extends Rule> = (
  finding: FindingOf<Name>,
  program: Program,
) => readonly Fix[];
