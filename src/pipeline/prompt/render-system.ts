import type { Context, ContextKind } from "../../domain/context.ts";
import type { Specification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type { TemplateChoice } from "../../ports/prompt-templates.ts";
import { renderSection } from "./render-section.ts";

/**
 * What is the same for most specifications comes first: the language's briefing, then the examples, then what fits this
 * one, then the patterns. After each of them a provider may keep the prompt; a text that puts them into another order
 * is kept whole or not at all.
 */
export function renderSystem(
  { kind, companions }: Pick<Specification, "kind" | "companions">,
  {
    context,
    language,
    templates,
  }: {
    readonly context: Context;
    readonly language: LanguagePack;
    readonly templates: TemplateChoice;
  },
): { readonly text: string; readonly stableEnds: readonly number[] } {
  const textsOf = (wanted: ContextKind): readonly string[] =>
    context.items.filter(({ kind }) => kind === wanted).map(({ text }) => text);
  const examples = textsOf("example");
  const variants = textsOf("variant");
  const render = (shown: {
    readonly examples: readonly string[];
    readonly variants: readonly string[];
  }): string =>
    templates.render(kind === "formal" ? "slotsystem" : "system", {
      language: language.displayName,
      briefing: textsOf("briefing").join("\n\n"),
      several_files: companions.length > 0,
      ...shown,
    });
  const whole = render({ examples, variants });
  const begun = [render({ examples: [], variants: [] }), render({ examples, variants: [] })];
  const patterns = renderSection(templates, "patterns", {
    language: language.displayName,
    patterns: textsOf("pattern"),
  });
  const text = patterns === "" ? whole : `${whole}\n\n${patterns}`;
  const ends = begun.filter((start) => whole.startsWith(start)).map(({ length }) => length);
  return { text, stableEnds: [...new Set([...ends, text.length])] };
}
