import type { Candidate } from "../../domain/candidate.ts";
import type { Context } from "../../domain/context.ts";
import type { RunSetup } from "../../domain/run.ts";
import type { Specification } from "../../domain/specification.ts";
import { toItem } from "../../pipeline/context/find-additions.ts";
import { findPinned } from "../../pipeline/context/pinned-items.ts";
import { findLanguage } from "../../pipeline/prepare-run.ts";
import { renderFiles } from "../../pipeline/prompt/render-repair.ts";
import { renderRequest } from "../../pipeline/prompt/render-request.ts";
import { renderSlotsOf } from "../../pipeline/prompt/render-slots.ts";
import { renderSystem } from "../../pipeline/prompt/render-system.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type { TemplateChoice } from "../../ports/prompt-templates.ts";
import type { ChatMessage } from "./training-example.ts";

/**
 * What was asked and this code as its answer, in the form in which a model is asked and answers.
 *
 * @throws {Fault} `language/unknown`, `template/invalid`
 */
export type RenderExchange = (
  setup: Pick<RunSetup, "specification" | "path">,
  code: Pick<Candidate, "path" | "text" | "companions">,
) => { readonly prompt: readonly ChatMessage[]; readonly answer: string };

/**
 * Words every example by the texts that are in use now, so that a model is trained on what it will be asked. What the
 * project happened to show besides, patterns and similar code, is left out: it belongs to no specification.
 */
export function createRenderExchange(
  templates: TemplateChoice,
  environment: Pick<CheckEnvironment, "languages" | "sha256">,
): RenderExchange {
  const { sha256 } = environment;
  // It depends on nothing else, and is most of the work.
  const systemTexts = new Map<string, string>();
  return ({ specification, path }, code) => {
    const language = findLanguage(environment, specification.language);
    const context = contextOf(specification, language);
    const options = { context, language, templates, path, sha256 };
    const { kind, companions } = specification;
    const key = JSON.stringify([language.id, kind, companions.length > 0]);
    const system = systemTexts.get(key) ?? renderSystem(specification, options).text;
    systemTexts.set(key, system);
    return {
      prompt: [
        { role: "system", content: system },
        { role: "user", content: renderRequest(specification, options) },
      ],
      answer: renderAnswer(specification, code, { language, sha256 }),
    };
  };
}

const NOTHING_COUNTED = (): number => 0;

const contextOf = (specification: Specification, language: LanguagePack): Context => ({
  items: [
    ...findPinned(specification, language, NOTHING_COUNTED),
    ...specification.contextFiles.map(({ path, text }) =>
      toItem({ kind: "file", source: path, text }, NOTHING_COUNTED),
    ),
  ],
  omitted: [],
  sections: [],
  tokenBudget: 0,
  totalTokens: 0,
});

/** Files in fences; for a file with open places, what stands in them. */
function renderAnswer(
  specification: Specification,
  code: Pick<Candidate, "path" | "text" | "companions">,
  { language, sha256 }: { readonly language: LanguagePack; sha256(text: string): string },
): string {
  const whole = renderFiles(code, language);
  if (specification.kind !== "formal") return whole;
  return renderSlotsOf(specification, code.text, sha256) ?? whole;
}
