import type { FormalLanguage } from "../../ports/formal-language.ts";

/**
 * A file as those see it that stand on it: the bodies of what is promised and proved are left out, since nobody who
 * uses it may look at them; definitions stay whole.
 */
export function contractsOf(
  text: string,
  formal: Pick<FormalLanguage, "readDeclarations">,
): string {
  let shown = "";
  let at = 0;
  for (const { body, isDefinition, promises } of formal.readDeclarations(text)) {
    if (body === undefined || isDefinition || !promises || body.start < at) continue;
    shown += text.slice(at, body.start).trimEnd();
    at = body.end;
  }
  return shown + text.slice(at);
}
