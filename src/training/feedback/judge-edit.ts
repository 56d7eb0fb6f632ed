import { Fault } from "../../domain/fault.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { findLanguage } from "../../pipeline/prepare-run.ts";
import { validateCandidate } from "../../pipeline/validation/validate-candidate.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import type { JudgedCandidate } from "./judged-candidate.ts";

/**
 * What the run's checker says of the text as a person would have it, held to the same specification and profile.
 *
 * @throws {Fault} `usage/invalid` for an edit that is empty or changes nothing; `language/unknown`, `toolchain/*`
 * @throws `signal.reason` when aborted.
 */
export async function judgeEdit(
  code: string,
  { candidate, specification, profile, checkTimeoutMs }: JudgedCandidate,
  environment: CheckEnvironment,
  signal: AbortSignal | undefined,
): Promise<Verdict> {
  if (code.trim() === "")
    throw refuse("it is empty", "Write the whole text as it should have been");
  if (code === candidate.text) throw refuse("it changes nothing", "Accept the code as it stands");
  const checker = await environment.checkerFor(findLanguage(environment, candidate.language));
  return validateCandidate(
    { ...candidate, text: code },
    {
      checker,
      specification,
      profile,
      timeoutMs: checkTimeoutMs,
      signal,
      securityGate: { scanner: environment.security, policy: environment.securityPolicy },
    },
  );
}

const refuse = (why: string, help: string): Fault =>
  new Fault("usage/invalid", `Cannot take the edit: ${why}`, { help });
