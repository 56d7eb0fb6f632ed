/** What an attempt at the slots of a file came to, and what is asked for now. */

import type { Attempt } from "../../domain/attempt.ts";
import { isError } from "../../domain/diagnostic.ts";
import { missingPartOf } from "../../domain/missing-part.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Message } from "../../domain/prompt.ts";
import type { FormalSpecification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type { TemplateChoice } from "../../ports/prompt-templates.ts";
import { renderProofErrors } from "./render-proof-errors.ts";
import { renderSection } from "./render-section.ts";
import { renderAnswerForm, renderSlotsOf } from "./render-slots.ts";

export interface RenderSlotRepairOptions {
  readonly plan: Pick<Plan, "kind">;
  readonly attempts: readonly Attempt[];
  readonly language: LanguagePack;
  readonly templates: TemplateChoice;
  sha256(text: string): string;
}

/** The slots as they were, as an answer; then what is wrong with them, or which of them are missing. */
export function renderSlotRepair(
  basis: Attempt,
  specification: FormalSpecification,
  options: RenderSlotRepairOptions,
): readonly Message[] {
  const { plan, sha256 } = options;
  const { candidate, response } = basis;
  const draft = candidate && renderSlotsOf(specification, candidate.text, sha256);
  return [
    { role: "assistant", text: draft ?? response.text },
    {
      role: "user",
      text:
        plan.kind === "completion"
          ? renderMissing(basis, specification, options)
          : renderErrors(basis, specification, options),
    },
  ];
}

function renderErrors(
  basis: Attempt,
  specification: FormalSpecification,
  { attempts, language, templates, sha256 }: RenderSlotRepairOptions,
): string {
  const { candidate, verdict } = basis;
  const isUndecided = verdict.status === "inconclusive";
  // What nothing is known about is no error, and yet the place to work at.
  const errors = verdict.diagnostics.filter(
    (each) => isError(each) || (isUndecided && each.category === "resource"),
  );
  return renderSection(templates, "slotrepair", {
    language: language.displayName,
    errors: renderProofErrors(errors, candidate, specification),
    history: attempts.flatMap((attempt, at) =>
      attempt === basis ? [] : [describeAttempt(attempt, at + 1)],
    ),
    out_of_time: isUndecided,
    answer: renderAnswerForm(specification, specification.slots, sha256),
  });
}

function renderMissing(
  { verdict }: Attempt,
  specification: FormalSpecification,
  { language, templates, sha256 }: RenderSlotRepairOptions,
): string {
  const missing = verdict.diagnostics.filter(isError).flatMap((each) => {
    const part = missingPartOf(each);
    return part?.kind === "slot" ? [{ name: part.name, message: each.message }] : [];
  });
  const names = new Set(missing.map(({ name }) => name));
  const slots = specification.slots.filter(({ name }) => names.has(name));
  return renderSection(templates, "slotparts", {
    language: language.displayName,
    parts: missing.map(({ name, message }) => `- ${name}: ${message}`).join("\n"),
    answer: renderAnswerForm(specification, slots, sha256),
  });
}

const LONGEST_REASON = 160;

/** An attempt on one line. */
function describeAttempt({ plan, verdict }: Attempt, number: number): string {
  const { status, phase } = verdict;
  const errors = verdict.diagnostics.filter(isError);
  const head = `attempt ${number} (${plan.kind}): ${status} in phase ${phase}`;
  if (verdict.status === "inconclusive") return `${head}, ${verdict.reason}`;
  const first = (errors[0]?.message ?? "").replace(/\s+/gu, " ").slice(0, LONGEST_REASON);
  const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
  return `${head}, ${count}${first === "" ? "" : `, first: ${first}`}`;
}
