import { Fault } from "../../domain/fault.ts";
import type { Feedback, Opinion } from "../../domain/feedback.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { appendFeedback } from "./append-feedback.ts";
import { judgeEdit } from "./judge-edit.ts";
import type { JudgedCandidate } from "./judged-candidate.ts";

/** What is said of code. */
export type Answer = {
  /** Short and countable: lower-case letters, digits and hyphens. */
  readonly reason: string | undefined;
  readonly note: string | undefined;
} & (
  | { readonly opinion: Exclude<Opinion, "edit"> }
  /** The whole text as it should have been. */
  | { readonly opinion: "edit"; readonly code: string }
);

/** An answer, and who gave it; a name is kept only where it is given. */
export type Said = Answer & { readonly by: string | undefined };

export interface GivenFeedback {
  readonly feedback: Feedback;
  /** Of an edit. */
  readonly verdict: Verdict | undefined;
}

/**
 * Keeps what a person says of a run's code; an edit is judged first. The run's own verdict stays what it is.
 *
 * @throws {Fault} `usage/invalid` for words that cannot be kept, or an edit that is none; `toolchain/*`, `storage/*`
 * @throws `signal.reason` when aborted.
 */
export async function giveFeedback(
  said: Said,
  judged: JudgedCandidate,
  environment: CheckEnvironment,
  signal?: AbortSignal,
): Promise<GivenFeedback> {
  const { opinion, reason, note, by } = readWords(said);
  const code = said.opinion === "edit" ? said.code : undefined;
  const verdict =
    code === undefined ? undefined : await judgeEdit(code, judged, environment, signal);
  const feedback: Feedback = {
    schemaVersion: 1,
    runId: judged.runId,
    attempt: judged.attempt,
    sha256: judged.sha256,
    opinion,
    reason,
    note,
    edit:
      code === undefined || verdict === undefined ? undefined : { code, verdict: verdict.status },
    by,
    at: new Date(environment.clock.now()).toISOString(),
  };
  await appendFeedback(feedback, environment, signal);
  return { feedback, verdict };
}

const REASON = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LONGEST = { reason: 40, by: 100, note: 10_000 } as const;

/** Without spaces around them; what is nothing but space is not said. */
function readWords({
  opinion,
  reason,
  note,
  by,
}: Said): Pick<Feedback, "opinion" | "reason" | "note" | "by"> {
  const words = { reason: trimmed(reason), note: trimmed(note), by: trimmed(by) };
  for (const [name, most] of Object.entries(LONGEST) as [keyof typeof LONGEST, number][])
    if ((words[name]?.length ?? 0) > most)
      throw new Fault(
        "usage/invalid",
        `Cannot keep the ${NAMES[name]}: it is longer than ${most} characters`,
      );
  if (words.reason !== undefined && !REASON.test(words.reason))
    throw new Fault(
      "usage/invalid",
      `Cannot keep the reason ${JSON.stringify(words.reason)}: it is no code`,
      {
        help: "Use lower-case letters, digits and hyphens, e.g. wrong-behaviour; words go into the note",
      },
    );
  return { opinion, ...words };
}

const NAMES = { reason: "reason", by: "name", note: "note" } as const;

const trimmed = (text: string | undefined): string | undefined => text?.trim() || undefined;
