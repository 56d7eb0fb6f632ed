import type { PromptTemplates } from "../ports/prompt-templates.ts";

export interface WordWithOptions {
  readonly section: string;
  /** Recorded id of the section's text. */
  readonly id: string;
  /** The same for both runs of a pair, so that experiments on other sections give both the same words. */
  readonly assignment: string;
}

/** `templates` with one text in use for its section; a run that is gone on with keeps its own. */
export const wordWith = (
  templates: PromptTemplates,
  { section, id, assignment }: WordWithOptions,
): PromptTemplates => ({
  list: (wanted) => templates.list(wanted),
  async choose(given, pinned) {
    if (pinned !== undefined) return templates.choose(given, pinned);
    const { ids } = await templates.choose(assignment);
    return templates.choose(assignment, { ...ids, [section]: id });
  },
});
