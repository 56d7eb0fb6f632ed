import { isError } from "../../domain/diagnostic.ts";
import type { FormalSpecification, Specification } from "../../domain/specification.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { escapeText } from "./escape-text.ts";
import type { Terminal } from "./terminal.ts";

/** Of one batch; the rest is counted. */
const MOST_TOLD = 20;

/** Says what files of contracts take for granted themselves: whatever is proved from them holds only as far as that. */
export function tellTrust(
  specifications: readonly Specification[],
  { languages }: { readonly languages: readonly LanguagePack[] },
  terminal: Terminal,
): void {
  const found = specifications.flatMap((each) =>
    each.kind === "formal" ? trustOf(each, languages) : [],
  );
  for (const line of found.slice(0, MOST_TOLD)) terminal.say(`warning: ${escapeText(line)}`);
  const others = found.length - MOST_TOLD;
  if (others > 0) terminal.say(`warning: and ${others} more; specwright probe tells all of them`);
}

function trustOf(
  { language, path, source: text }: FormalSpecification,
  languages: readonly LanguagePack[],
): readonly string[] {
  const formal = languages.find(({ id }) => id === language)?.formal;
  const told = formal?.lint({ path, text }).filter((one) => !isError(one)) ?? [];
  const lines = createLineIndex(text);
  return told.map(({ span, message }) => {
    const place = span === undefined ? path : `${path}:${lines.position(span.start).line}`;
    return `${place} ${message}`;
  });
}
