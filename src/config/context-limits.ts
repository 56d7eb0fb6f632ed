import type { ContextLimits } from "../domain/context.ts";
import type { Settings } from "./settings.ts";

/** Settings as the limits of what a prompt shows. */
export const toContextLimits = ({
  context_tokens,
  context_sections,
  references,
}: Settings): ContextLimits => ({
  totalTokens: context_tokens,
  sectionTokens: context_sections,
  withReferences: references,
});
