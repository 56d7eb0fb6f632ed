import type { CheckPhase } from "../../domain/check-phase.ts";
import type { Diagnostic, DiagnosticCategory } from "../../domain/diagnostic.ts";
import type { JsonRecord } from "../../domain/json.ts";
import type { Finding, Fix } from "./finding.ts";

/** A finding as a diagnostic; spans are ranges in `file`. */
export function toDiagnostic(finding: Finding, file: string, fixes: readonly Fix[]): Diagnostic {
  const { code, rule, severity, message, range, related, help, facts } = finding;
  return {
    tool: "covenant",
    code,
    phase: phaseOf(finding),
    category: categoryOf(finding),
    severity,
    message,
    span: { file, ...range },
    related: related.map((place) => ({
      message: place.message,
      span: { file, start: place.range.start, end: place.range.end },
    })),
    help,
    facts: { rule, ...(facts as unknown as JsonRecord) },
    fixes: fixes.map(({ title, confidence, edits }) => ({
      title,
      confidence,
      edits: edits.map(({ start, end, text }) => ({ span: { file, start, end }, text })),
    })),
    raw: `${code}: ${message}${help === undefined ? "" : `\nhelp: ${help}`}`,
  };
}

/** Effects and advice are found in the same pass over types. */
export const phaseOf = ({ phase }: Finding): CheckPhase => (phase === "parser" ? "syntax" : "type");

const NAME_CODES = /^E-(?:SYMBOL|REL|EXTERN)-|^E-QUERY-002$/;

function categoryOf({ code, phase, rule }: Finding): DiagnosticCategory {
  if (phase === "parser") return "syntax";
  if (NAME_CODES.test(code) || rule === "undefined_type") return "name";
  return phase === "optimizer" ? "other" : "type";
}
