import type { Candidate } from "../../domain/candidate.ts";
import { CHECK_PHASES } from "../../domain/check-phase.ts";
import { isError } from "../../domain/diagnostic.ts";
import type { Specification } from "../../domain/specification.ts";
import type { CheckRecord, Verdict } from "../../domain/verdict.ts";
import type { Checker } from "../../ports/language-pack.ts";
import type { SecurityGate } from "../../ports/security-scanner.ts";
import { scanCandidate } from "./scan-candidate.ts";

export interface ValidateCandidateOptions {
  readonly checker: Checker;
  /** `undefined` judges the text alone. */
  readonly specification: Specification | undefined;
  readonly profile: string;
  /** Of a file that the language itself rendered as incomplete. @default false */
  readonly isIncomplete?: boolean | undefined;
  /** Ids of the patterns that the model was shown. @default none */
  readonly shownPatterns?: readonly string[] | undefined;
  /** Looks for dangerous code before anything is run. @default nobody looks */
  readonly securityGate?: SecurityGate | undefined;
  /** Wall-clock limit for the language's checker. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Candidate → Verdict. The guard speaks first: a candidate that switches its checker off must not be able to
 * earn an `accepted` from that checker. Then it is scanned: its checker would run it, and dangerous code is only
 * read, by its checker as well, so that one repair hears of everything. A candidate that fails is a value, never an exception.
 *
 * @throws {Fault} `toolchain/*` when the checker cannot be run at all.
 * @throws `options.signal.reason` when aborted.
 */
export async function validateCandidate(
  candidate: Candidate,
  options: ValidateCandidateOptions,
): Promise<Verdict> {
  const { checker, signal, specification, timeoutMs } = options;
  signal?.throwIfAborted();

  const bypasses = await checker.findBypasses(candidate, { timeoutMs, signal, specification });
  const errors = bypasses.filter(isError);
  if (errors.length > 0) {
    const refused = { phase: "guard", diagnostics: bypasses, checks: [], notRun: [] } as const;
    // A guard that ran out of time or memory knows nothing: that is no mistake of the candidate.
    return errors.every(({ category }) => category === "resource")
      ? { status: "inconclusive", reason: "tool-crash", ...refused }
      : { status: "rejected", ...refused };
  }

  const scan = await scanCandidate(candidate, options.securityGate);
  const isDangerous = scan.diagnostics.some(isError);
  // Without a specification there is no example and no test to run it for.
  const verdict = await checker.check(
    candidate,
    isDangerous ? { ...options, specification: undefined } : options,
  );

  const judged = {
    diagnostics: [...bypasses, ...scan.diagnostics, ...verdict.diagnostics],
    checks: inOrder([guardRecord(checker), ...scan.checks, ...verdict.checks]),
    notRun: [...scan.notRun, ...verdict.notRun],
  };
  if (isDangerous && verdict.status !== "rejected")
    return { status: "rejected", phase: "security", ...judged };
  // The tool's word is not enough: one error diagnostic outweighs an `accepted`, and a scan is no ground for one.
  const isUnfounded = judged.diagnostics.some(isError) || verdict.checks.length === 0;
  if (verdict.status === "accepted" && isUnfounded)
    return { status: "rejected", phase: verdict.phase, ...judged };
  return { ...verdict, ...judged };
}

/** Records in the order in which the phases count. */
const inOrder = (checks: readonly CheckRecord[]): readonly CheckRecord[] =>
  checks.toSorted(
    (one, other) => CHECK_PHASES.indexOf(one.phase) - CHECK_PHASES.indexOf(other.phase),
  );

const guardRecord = ({ tool }: Checker): CheckRecord => ({
  phase: "guard",
  tool,
  count: 1,
  sandbox: undefined,
});
