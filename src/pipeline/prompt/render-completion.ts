import type { Attempt } from "../../domain/attempt.ts";
import type { Specification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type { TemplateChoice } from "../../ports/prompt-templates.ts";
import { listMissingParts } from "./list-missing-parts.ts";
import { renderSection } from "./render-section.ts";

/** The question for the parts that `basis` left out, and for nothing else. */
export function renderCompletion(
  basis: Pick<Attempt, "candidate" | "verdict">,
  { companions }: Pick<Specification, "companions">,
  { language, templates }: { readonly language: LanguagePack; readonly templates: TemplateChoice },
): string {
  const { parts, isSeveralFiles } = listMissingParts(basis, companions);
  return renderSection(templates, "completion", {
    language: language.displayName,
    parts,
    several_files: isSeveralFiles,
  });
}
