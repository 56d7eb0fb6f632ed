import type { TemplateCatalogue } from "../../../ports/template-catalogue.ts";
import { listTemplates } from "./template-definition.ts";
import { describeTemplate, renderTemplate } from "./templates.ts";

/** The prompt templates for Covenant. */
export const templateCatalogue: TemplateCatalogue = {
  list: listTemplates,
  describe: describeTemplate,
  render: renderTemplate,
};
