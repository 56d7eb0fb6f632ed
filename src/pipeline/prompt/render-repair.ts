import type { Attempt } from "../../domain/attempt.ts";
import type { Candidate } from "../../domain/candidate.ts";
import { isError } from "../../domain/diagnostic.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Message } from "../../domain/prompt.ts";
import type { Specification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type { TemplateChoice } from "../../ports/prompt-templates.ts";
import { fence } from "../../std/fence.ts";
import { folderOf } from "../../std/folder-of.ts";
import { orderByFailures } from "./order-by-failures.ts";
import { renderCompletion } from "./render-completion.ts";
import { renderDiagnostics } from "./render-diagnostics.ts";
import { renderSection } from "./render-section.ts";

export interface RenderRepairOptions {
  readonly plan: Pick<Plan, "kind">;
  /** All so far: what failed most often is said first. */
  readonly attempts: readonly Attempt[];
  readonly language: LanguagePack;
  readonly templates: TemplateChoice;
}

/** What the model wrote before, and what was wrong with it or missing from it. */
export function renderRepair(
  basis: Attempt,
  specification: Pick<Specification, "companions">,
  options: RenderRepairOptions,
): readonly Message[] {
  const { plan, attempts, language, templates } = options;
  const draft: Message = { role: "assistant", text: renderDraft(basis, language) };
  if (plan.kind === "completion")
    return [draft, { role: "user", text: renderCompletion(basis, specification, options) }];
  const { text = "", companions = [] } = basis.candidate ?? {};
  const errors = orderByFailures(basis.verdict.diagnostics.filter(isError), attempts);
  return [
    draft,
    {
      role: "user",
      text: renderSection(templates, "repair", {
        language: language.displayName,
        diagnostics: renderDiagnostics(errors, text, companions),
        several_files: specification.companions.length > 0,
      }),
    },
  ];
}

/** The answer before, as it should have been written: its files alone. */
const renderDraft = ({ candidate, response }: Attempt, language: LanguagePack): string =>
  candidate === undefined ? response.text : renderFiles(candidate, language);

/** Files as an answer holds them, their names relative to the main file's folder. */
export function renderFiles(
  candidate: Pick<Candidate, "path" | "text" | "companions">,
  { fenceTags }: Pick<LanguagePack, "fenceTags">,
): string {
  const { text, companions } = candidate;
  const main = fence(text, fenceTags[0]);
  if (companions.length === 0) return main;
  const folder = folderOf(candidate.path);
  const nameOf = (path: string): string =>
    path.startsWith(folder) ? path.slice(folder.length) : path;
  return [
    `${nameOf(candidate.path)}\n\n${main}`,
    ...companions.map((file) => `${nameOf(file.path)}\n\n${fence(file.text, fenceTags[0])}`),
  ].join("\n\n");
}
