import type { Formatted } from "../../ports/language-pack.ts";
import { format } from "./format/format.ts";
import { toDiagnostic } from "./to-diagnostic.ts";

/** A text in canonical layout; one that cannot be read is refused, with diagnostics in a file called `text.cov`. */
export function formatText(text: string): Formatted {
  const formatted = format(text);
  if (formatted.kind === "formatted") return formatted;
  const diagnostics = formatted.findings.map((finding) => toDiagnostic(finding, "text.cov", []));
  return { kind: "refused", diagnostics };
}
