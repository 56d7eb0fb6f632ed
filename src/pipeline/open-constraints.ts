import type { EnforcementReport } from "../domain/decoding.ts";
import type { RunSetup } from "../domain/run.ts";
import type { ConstraintSet, NoConstraints } from "../ports/constraint-set.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { ConstraintOptions, LanguagePack } from "../ports/language-pack.ts";
import { grammarOf, holdToGrammar, nobodyHolds } from "./own-grammar.ts";

/** What a run's answers are held to, and how well. */
export interface OpenedConstraints {
  /** `undefined` where the language holds this specification to nothing: the report says why. */
  readonly constraints: ConstraintSet | undefined;
  readonly report: EnforcementReport;
}

export interface OpenConstraintsOptions extends Omit<ConstraintOptions, "profile" | "path"> {
  readonly language: LanguagePack;
  readonly model: Pick<LanguageModel, "planEnforcement">;
}

/**
 * What the user's grammar or the language holds an answer to, where the run wants that and the model sees to it.
 *
 * @throws {Fault} `constraint/refused`, `config/invalid`
 */
export async function openConstraints(
  { specification, profile, path, isConstrained }: Omit<RunSetup, "templates">,
  { language, model, ...options }: OpenConstraintsOptions,
): Promise<OpenedConstraints | undefined> {
  // Several files are one answer with words between them: no grammar of a language takes that.
  const isOneFile = specification.companions.length === 0;
  if (!isConstrained || !isOneFile) return undefined;
  const grammar = grammarOf(specification);
  if (model.planEnforcement === undefined) {
    if (grammar !== undefined) throw nobodyHolds(grammar);
    return undefined;
  }
  const { sha256 } = options.machine;
  const constraints =
    grammar === undefined
      ? await language.openConstraints?.(specification, { ...options, profile, path })
      : holdToGrammar(grammar, specification, { language, sha256 });
  if (constraints === undefined) return undefined;
  if ("isAbsent" in constraints)
    return { constraints: undefined, report: reportAbsent(constraints) };
  return { constraints, report: await model.planEnforcement(constraints) };
}

/**
 * Refuses a grammar of the user's that nothing can be written under, before there is a run to go on with.
 *
 * @throws {Fault} `constraint/refused`
 */
export async function refuseUnusableGrammar(
  setup: Omit<RunSetup, "templates">,
  options: OpenConstraintsOptions,
): Promise<void> {
  if (grammarOf(setup.specification) !== undefined) await openConstraints(setup, options);
}

/** Told like any other report: who counts on being held must not learn from silence. */
const reportAbsent = ({ why }: NoConstraints): EnforcementReport => ({
  constraint: "the answer",
  by: "nothing",
  levels: [{ level: "syntax", how: "ignored", why }],
});
