import type { TemplateChoice } from "../../ports/prompt-templates.ts";

/** A section without line ends around it; an empty text where it has nothing to say. */
export const renderSection = (
  templates: TemplateChoice,
  section: string,
  variables: Readonly<Record<string, unknown>>,
): string => templates.render(section, variables).replace(/^(?:[ \t]*\n)+|\s+$/g, "");
