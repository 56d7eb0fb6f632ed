import type { CheckPhase } from "../../domain/check-phase.ts";
import {
  createDiagnostic,
  type Diagnostic,
  type DiagnosticCategory,
} from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import { createLineIndex, type LineIndex } from "../../std/line-index.ts";
import { type LeanMessage, saysLimit, saysSorry } from "./read-output.ts";

interface Kind {
  readonly pattern: RegExp;
  readonly phase: CheckPhase;
  readonly category: DiagnosticCategory;
}

/** What Lean's messages are about, the first that fits. */
const KINDS: readonly Kind[] = [
  {
    pattern:
      /^(?:unexpected (?:token|identifier|end of input)|unterminated|expected |missing end of|invalid 'end'|invalid `end`|parse error)/i,
    phase: "syntax",
    category: "syntax",
  },
  {
    pattern:
      /unknown (?:identifier|constant|namespace|tactic|option|module|package|attribute|universe)|already (?:been )?declared|ambiguous, possible|invalid (?:field|import)|environment does not contain|bad import|object file .* does not exist/i,
    phase: "type",
    category: "name",
  },
  {
    pattern:
      /type mismatch|failed to synthesize|application type|function expected|type expected|has type\b[^]*but is expected|don't know how to synthesize|stuck at solving universe|invalid pattern|motive is not type correct|numerals are data/i,
    phase: "type",
    category: "type",
  },
  {
    pattern: /fail to show termination|failed to prove termination|structural recursion/i,
    phase: "proof",
    category: "other",
  },
];

/** A message of Lean in the shape of all tools; its place is in `source`. */
export function toDiagnostic(
  message: LeanMessage,
  source: SourceText,
  lines: LineIndex = createLineIndex(source.text),
): Diagnostic {
  const { phase, category } = kindOf(message);
  return createDiagnostic({
    tool: "lean",
    code: message.code,
    phase,
    category,
    severity: message.severity,
    message: message.text.split("\n\n")[0]?.split("\n")[0] ?? "",
    span: spanOf(message, source, lines),
    facts: message.text.includes("⊢") ? { goal: goalOf(message.text) } : {},
    raw: message.text,
  });
}

function kindOf(message: LeanMessage): Pick<Kind, "phase" | "category"> {
  if (saysSorry(message)) return { phase: "proof", category: "bypass" };
  if (saysLimit(message)) return { phase: "proof", category: "resource" };
  if (/unknownIdentifier|unknownConstant/.test(message.code ?? ""))
    return { phase: "type", category: "name" };
  return (
    KINDS.find(({ pattern }) => pattern.test(message.text)) ?? { phase: "proof", category: "other" }
  );
}

/** What was left to prove, from the first hypothesis on. */
const goalOf = (text: string): string => text.split("\n").slice(1).join("\n").trim();

function spanOf(
  { line, column, end }: LeanMessage,
  { path, text }: SourceText,
  lines: LineIndex,
): Diagnostic["span"] {
  const place = (at: { readonly line: number; readonly column: number }): number => {
    const start = lines.offset({ line: at.line, column: 1 });
    const units = [...lines.lineAt(start)].slice(0, at.column).join("").length;
    return Math.min(start + units, text.length);
  };
  const start = place({ line, column });
  return { file: path, start, end: Math.max(start, end === undefined ? start : place(end)) };
}
