import type { Attempt } from "../../domain/attempt.ts";
import type { Context } from "../../domain/context.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Prompt } from "../../domain/prompt.ts";
import type { Specification } from "../../domain/specification.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type { TemplateChoice } from "../../ports/prompt-templates.ts";
import { renderRepair } from "./render-repair.ts";
import { renderRequest } from "./render-request.ts";
import { renderSlotRepair } from "./render-slot-repair.ts";
import { renderSystem } from "./render-system.ts";

export interface RenderPromptOptions {
  readonly language: LanguagePack;
  readonly context: Context;
  readonly model: { readonly continuesAnswerStart: boolean };
  /** What the answer is held to, where it is held to something: it then begins with the set's own prefix. */
  readonly constraints?: ConstraintSet | undefined;
  /** The words around it all. */
  readonly templates: TemplateChoice;
  /** Where the answer goes, relative to the project. */
  readonly path: string;
  /** SHA-256 of a text's UTF-8, in lower-case hex. */
  sha256(text: string): string;
}

/**
 * Specification + context + the attempt to repair → messages. The same input gives the same text, to the byte.
 *
 * @throws {Fault} `template/invalid`
 */
export function renderPrompt(
  specification: Specification,
  plan: Plan,
  attempts: readonly Attempt[],
  options: RenderPromptOptions,
): Prompt {
  const { language, model, constraints } = options;
  const basis = plan.basis === undefined ? undefined : attempts[plan.basis];
  const system = renderSystem(specification, options);
  return {
    template: `${specification.kind}${suffixOf(plan)}@3`,
    messages: [
      { role: "system", text: system.text },
      { role: "user", text: renderRequest(specification, options) },
      ...(basis === undefined
        ? []
        : renderAgain(basis, specification, { ...options, plan, attempts })),
    ],
    breakPoints: system.stableEnds.map((end) => ({ message: 0, end })),
    ...renderAnswerFrame(specification, plan, { language, model, constraints }),
  };
}

const renderAgain = (
  basis: Attempt,
  specification: Specification,
  options: RenderPromptOptions & { readonly plan: Plan; readonly attempts: readonly Attempt[] },
): Prompt["messages"] =>
  specification.kind === "formal"
    ? renderSlotRepair(basis, specification, options)
    : renderRepair(basis, specification, options);

const suffixOf = ({ kind, basis }: Plan): string => {
  if (basis === undefined) return "";
  return kind === "completion" ? "-completion" : "-repair";
};

/** The fence that an answer of one file is put into, where the model goes on from its first words. */
function renderAnswerFrame(
  { kind: kindOf, signature, companions }: Specification,
  { kind }: Plan,
  { language, model, constraints }: Pick<RenderPromptOptions, "language" | "model" | "constraints">,
): Pick<Prompt, "answerStart" | "stopTexts"> {
  const opening = `\`\`\`${language.fenceTags[0]}\n`;
  if (constraints !== undefined && model.continuesAnswerStart) {
    // Slots are answered between marks, which the prefix has.
    if (kindOf === "formal") return { answerStart: constraints.prefix, stopTexts: [] };
    return { answerStart: `${opening}${constraints.prefix}`, stopTexts: FENCE_END };
  }
  // Parts that are missing begin with other words.
  const isWholeFile = companions.length === 0 && kind !== "completion";
  if (!model.continuesAnswerStart || signature === undefined || !isWholeFile)
    return { answerStart: undefined, stopTexts: [] };
  return {
    answerStart: `${opening}${language.renderAnswerStart(signature)}`,
    stopTexts: FENCE_END,
  };
}

/** A small model closes the fence and talks on: nothing after it is wanted. */
const FENCE_END = ["\n```"];
