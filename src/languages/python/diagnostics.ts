import type { CheckPhase } from "../../domain/check-phase.ts";
import {
  createDiagnostic,
  type Diagnostic,
  type DiagnosticCategory,
} from "../../domain/diagnostic.ts";
import type { Finding } from "./checker-messages.ts";

/** Where findings of the checker's process belong. */
export interface FindingOrigin {
  readonly file: string;
  readonly tool: string;
  readonly phase: CheckPhase;
  readonly category: DiagnosticCategory;
}

/** A finding of the checker's process as a diagnostic. */
export function toDiagnostic(finding: Finding, { file, ...origin }: FindingOrigin): Diagnostic {
  const { code, message, severity, span } = finding;
  return createDiagnostic({
    ...origin,
    code,
    category: code === "undefined-name" ? "name" : origin.category,
    severity,
    message,
    span: span === null ? undefined : { file, start: span[0], end: span[1] },
    help: finding.help ?? undefined,
    raw: `${code}: ${message}`,
  });
}

/** An error that running the candidate has shown. */
export const failure = (
  wishes: Pick<Diagnostic, "tool" | "code" | "phase" | "message"> & Partial<Diagnostic>,
): Diagnostic =>
  createDiagnostic({
    category: "test",
    ...wishes,
  });

/** Something worth knowing that is nobody's mistake. */
export const remark = (
  tool: string,
  phase: CheckPhase,
  message: string,
  help?: string,
): Diagnostic =>
  failure({
    tool,
    code: undefined,
    phase,
    category: "resource",
    severity: "information",
    message,
    help,
  });
