import type { Candidate } from "../../domain/candidate.ts";
import { isError } from "../../domain/diagnostic.ts";
import type { Specification } from "../../domain/specification.ts";
import type { CheckRecord, Verdict } from "../../domain/verdict.ts";
import type { Checker } from "../../ports/language-pack.ts";

export interface ValidateCandidateOptions {
  readonly checker: Checker;
  /** `undefined` judges the text alone. */
  readonly specification: Specification | undefined;
  readonly profile: string;
  /** Wall-clock limit for the language's checker. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Candidate → Verdict. The guard speaks first: a candidate that switches its checker off must not be able to
 * earn an `accepted` from that checker. A candidate that fails is a value, never an exception.
 *
 * @throws {Fault} `toolchain/*` when the checker cannot be run at all.
 * @throws `options.signal.reason` when aborted.
 */
export async function validateCandidate(
  candidate: Candidate,
  options: ValidateCandidateOptions,
): Promise<Verdict> {
  const { checker, signal, timeoutMs } = options;
  signal?.throwIfAborted();

  const bypasses = await checker.findBypasses(candidate, { timeoutMs, signal });
  const errors = bypasses.filter(isError);
  if (errors.length > 0) {
    const refused = { phase: "guard", diagnostics: bypasses, checks: [], notRun: [] } as const;
    // A guard that ran out of time or memory knows nothing: that is no mistake of the candidate.
    return errors.every(({ category }) => category === "resource")
      ? { status: "inconclusive", reason: "tool-crash", ...refused }
      : { status: "rejected", ...refused };
  }

  const verdict = await checker.check(candidate, options);

  // The tool's word is not enough: one error diagnostic outweighs an `accepted`.
  const diagnostics = [...bypasses, ...verdict.diagnostics];
  const checks = [guardRecord(checker), ...verdict.checks];
  if (verdict.status === "accepted" && (diagnostics.some(isError) || verdict.checks.length === 0)) {
    return {
      status: "rejected",
      phase: verdict.phase,
      diagnostics,
      checks,
      notRun: verdict.notRun,
    };
  }
  return { ...verdict, diagnostics, checks, notRun: verdict.notRun };
}

const guardRecord = ({ tool }: Checker): CheckRecord => ({
  phase: "guard",
  tool,
  count: 1,
  sandbox: undefined,
});
