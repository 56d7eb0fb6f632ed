import type { Candidate } from "../../domain/candidate.ts";
import { type Diagnostic, isError } from "../../domain/diagnostic.ts";
import { isFault } from "../../domain/fault.ts";
import type { CheckRecord, NotRunCheck } from "../../domain/verdict.ts";
import type { SecurityGate } from "../../ports/security-scanner.ts";

/** What a scan of a candidate said. */
export interface CandidateScan {
  readonly diagnostics: readonly Diagnostic[];
  /** There where every file that can be scanned was found clean of errors. */
  readonly checks: readonly CheckRecord[];
  readonly notRun: readonly NotRunCheck[];
}

const NOTHING: CandidateScan = { diagnostics: [], checks: [], notRun: [] };

/**
 * Dangers in a candidate and its companions. Where the policy only reports, no finding is an error. Languages that
 * cannot be scanned leave no record: nothing was checked.
 */
export async function scanCandidate(
  candidate: Candidate,
  gate: SecurityGate | undefined,
): Promise<CandidateScan> {
  if (gate === undefined || gate.policy === "off") return NOTHING;
  const { scanner, policy } = gate;
  const sources = [candidate, ...candidate.companions].filter(({ path }) => scanner.canScan(path));
  if (sources.length === 0) return NOTHING;
  try {
    const found: Diagnostic[] = [];
    for (const { path, text } of sources) found.push(...(await scanner.scan({ path, text })));
    const isClean = !found.some(isError);
    return {
      diagnostics: policy === "report" ? found.map(asWarning) : found,
      checks: isClean
        ? [{ phase: "security", tool: scanner.tool, count: sources.length, sandbox: undefined }]
        : [],
      notRun: [],
    };
  } catch (error) {
    if (!isFault(error)) throw error;
    // A text that takes too long to parse is no danger found, and no ground of anything.
    const why = error.message;
    return { ...NOTHING, notRun: [{ phase: "security", tool: scanner.tool.name, why }] };
  }
}

const asWarning = (diagnostic: Diagnostic): Diagnostic =>
  isError(diagnostic) ? { ...diagnostic, severity: "warning" } : diagnostic;
