import type { EnforcementReport } from "../domain/decoding.ts";
import type { RunSetup } from "../domain/run.ts";
import type { ConstraintSet } from "../ports/constraint-set.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { ConstraintOptions, LanguagePack } from "../ports/language-pack.ts";

/** What a run's answers are held to, and how well. */
export interface OpenedConstraints {
  readonly constraints: ConstraintSet;
  readonly report: EnforcementReport;
}

export interface OpenConstraintsOptions extends Omit<ConstraintOptions, "profile" | "path"> {
  readonly language: LanguagePack;
  readonly model: Pick<LanguageModel, "planEnforcement">;
}

/**
 * What the language can hold an answer to, where the run wants that and the model sees to it.
 *
 * @throws {Fault} `constraint/refused`, `config/invalid`
 */
export async function openConstraints(
  { specification, profile, path, isConstrained }: RunSetup,
  { language, model, ...options }: OpenConstraintsOptions,
): Promise<OpenedConstraints | undefined> {
  // Several files are one answer with words between them: no grammar of a language takes that.
  const isOneFile = specification.companions.length === 0;
  if (!isConstrained || !isOneFile || model.planEnforcement === undefined) return undefined;
  const constraints = await language.openConstraints?.(specification, {
    ...options,
    profile,
    path,
  });
  if (constraints === undefined || "isAbsent" in constraints) return undefined;
  return { constraints, report: await model.planEnforcement(constraints) };
}
