import type { Attempt } from "../../../domain/attempt.ts";
import type { Candidate } from "../../../domain/candidate.ts";
import { isError } from "../../../domain/diagnostic.ts";
import type { RunEvent } from "../../../domain/run.ts";
import { diffLines } from "../../../std/diff-lines.ts";
import type { HideSecrets } from "../../../std/hide-secrets.ts";
import type { AttemptDiagnostic, AttemptText, AttemptView } from "./report.ts";

/** Longest text of one attempt that is shown. */
const MOST_CHARACTERS = 8000;
/** Comparing takes time and memory by the square of it. */
const MOST_LINES = 400;
const MOST_DIAGNOSTICS = 20;
const MOST_MESSAGE = 400;

/** A run's attempts as the report shows them. @param withTexts whether what was written is shown too */
export function viewAttempts(
  events: readonly RunEvent[],
  { withTexts, hideSecrets }: { readonly withTexts: boolean; readonly hideSecrets: HideSecrets },
): readonly AttemptView[] {
  const attempts = events.flatMap((event) => (event.type === "attempt-end" ? [event.attempt] : []));
  const texts = withTexts ? viewTexts(attempts, hideSecrets) : [];
  return attempts.map(({ plan, response, verdict, fixes, candidate }, at) => ({
    kind: plan.kind,
    reason: plan.reason,
    verdict: verdict.status,
    tokens: { input: response.usage.input, output: response.usage.output },
    fixes: fixes.map(({ code, title }) => (code === undefined ? title : `${code}: ${title}`)),
    diagnostics: verdict.diagnostics
      .filter(isError)
      .slice(0, MOST_DIAGNOSTICS)
      .map((diagnostic): AttemptDiagnostic => {
        const { phase, code, message, help, span } = diagnostic;
        const line = span && lineOf(candidate, span);
        return { phase, code, message: message.slice(0, MOST_MESSAGE), line, help };
      }),
    text: texts[at],
  }));
}

/** Secrets are hidden before anything is compared or cut: half of one would be none that is known. */
function viewTexts(attempts: readonly Attempt[], hideSecrets: HideSecrets): readonly AttemptText[] {
  const shown = attempts.map(({ candidate, response }) => {
    const whole = hideSecrets(candidate === undefined ? response.text : textOf(candidate));
    const text = shorten(whole);
    return {
      is: candidate === undefined ? "answer" : "code",
      text,
      cut: whole.length - text.length,
    } as const;
  });
  return shown.map((each, at) => {
    const basis = at === 0 ? undefined : (attempts[at]?.plan.basis ?? at - 1);
    const before = basis === undefined ? undefined : shown[basis];
    const changes = before === undefined ? [] : countChanges(before.text, each.text);
    return { ...each, basis: before === undefined ? undefined : basis, changes };
  });
}

const textOf = ({ text, companions }: Candidate): string =>
  [text, ...companions.map((file) => `── ${file.path} ──\n${file.text}`)].join("\n");

/** At the end of a line, where there is one. */
function shorten(text: string): string {
  const lines = text.split("\n", MOST_LINES + 1);
  const few = lines.length > MOST_LINES ? lines.slice(0, MOST_LINES).join("\n") : text;
  if (few.length <= MOST_CHARACTERS) return few;
  const start = few.slice(0, MOST_CHARACTERS);
  return start.slice(0, start.lastIndexOf("\n") + 1 || MOST_CHARACTERS);
}

/** Lines in turn: the same, removed, added, the same … */
function countChanges(before: string, after: string): readonly number[] {
  const kinds = ["same", "removed", "added"] as const;
  const counts = [0];
  for (const { kind } of diffLines(before, after)) {
    while (kinds[(counts.length - 1) % kinds.length] !== kind) counts.push(0);
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
  }
  return counts;
}

function lineOf(
  candidate: Candidate | undefined,
  { file, start }: { readonly file: string; readonly start: number },
): number | undefined {
  if (candidate === undefined || file !== candidate.path) return undefined;
  return candidate.text.slice(0, start).split("\n").length;
}
