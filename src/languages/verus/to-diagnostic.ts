import type { CheckPhase } from "../../domain/check-phase.ts";
import {
  createDiagnostic,
  type Diagnostic,
  type DiagnosticCategory,
  type SourceSpan,
} from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { createLineIndex } from "../../std/line-index.ts";
import { saysLimit, type VerusMessage, type VerusPlace } from "./read-output.ts";

const NAMES = new Set([
  "E0405",
  "E0412",
  "E0422",
  "E0423",
  "E0425",
  "E0428",
  "E0432",
  "E0433",
  "E0437",
  "E0438",
  "E0531",
  "E0532",
  "E0573",
  "E0574",
  "E0599",
]);
const PROOF =
  /not satisfied|assertion failed|assertion failure|possible (?:arithmetic|division|bit shift)|invariant|decreases|termination|recommendation not met|could not show|cannot (?:show|prove)|failed this|resource limit|rlimit/i;

/** A message of Verus in the shape of all tools; places in `source`, by the name it was verified under. */
export function toDiagnostic(message: VerusMessage, source: SourceText): Diagnostic {
  const { code, text, places, rendered, severity } = message;
  const [main, ...others] = places;
  return createDiagnostic({
    tool: "verus",
    code,
    ...kindOf(message),
    severity,
    message: text.split("\n\n")[0] ?? text,
    span: main && spanOf(main, source),
    related: others.map((place) => ({
      message: place.label ?? "",
      span: spanOf(place, source),
    })),
    raw: rendered,
  });
}

function kindOf(message: VerusMessage): { phase: CheckPhase; category: DiagnosticCategory } {
  const { code, text } = message;
  if (saysLimit(message)) return { phase: "proof", category: "resource" };
  if (code !== undefined) return { phase: "type", category: NAMES.has(code) ? "name" : "type" };
  if (PROOF.test(text)) return { phase: "proof", category: "other" };
  if (
    /^(?:expected|unexpected|unclosed|mismatched closing|this file contains|unterminated|missing)/.test(
      text,
    )
  )
    return { phase: "syntax", category: "syntax" };
  if (/cannot find|unresolved|not found in/.test(text)) return { phase: "type", category: "name" };
  return { phase: "type", category: "type" };
}

/** Places in other files, such as the verifier's own library, are not shown. */
function spanOf(
  { bytes, line, column, file }: VerusPlace,
  source: SourceText,
): SourceSpan | undefined {
  const { path, text } = source;
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (!file.endsWith(name)) return undefined;
  if (bytes !== undefined) {
    const start = unitsAt(text, bytes.start);
    return { file: path, start, end: Math.max(start, unitsAt(text, bytes.end)) };
  }
  const lines = createLineIndex(text);
  const begin = lines.offset({ line, column: 1 });
  const units = [...lines.lineAt(begin)].slice(0, column - 1).join("").length;
  const start = Math.min(begin + units, text.length);
  return { file: path, start, end: start };
}

/** UTF-16 offset of a place in UTF-8 bytes. */
function unitsAt(text: string, bytes: number): number {
  const encoded = new TextEncoder().encode(text);
  return new TextDecoder().decode(encoded.slice(0, bytes)).length;
}
