import type { PromptTemplates } from "../../ports/prompt-templates.ts";

/** `templates` with these texts in use, recorded ids by section; a run that is gone on with keeps its own. */
export const pinTexts = (
  templates: PromptTemplates,
  pins: Readonly<Record<string, string>>,
): PromptTemplates => ({
  list: (section) => templates.list(section),
  async choose(assignment, pinned) {
    if (pinned !== undefined) return templates.choose(assignment, pinned);
    const { ids } = await templates.choose(assignment);
    return templates.choose(assignment, { ...ids, ...pins });
  },
});
