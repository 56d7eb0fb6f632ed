import type { GivenFeedback } from "../../training/feedback/give-feedback.ts";
import type { JudgedCandidate } from "../../training/feedback/judged-candidate.ts";
import { describeVerdict } from "./follow-run.ts";
import { showDiagnostics } from "./show-diagnostics.ts";
import type { Terminal } from "./terminal.ts";

/** What was kept; of an edit, what its checker says. */
export function showGiven(
  { feedback, verdict }: GivenFeedback,
  { candidate }: JudgedCandidate,
  terminal: Terminal,
): void {
  terminal.result(`kept: ${feedback.opinion}, attempt ${feedback.attempt} of ${feedback.runId}`);
  if (verdict === undefined || feedback.edit === undefined) return;
  const { path: file, companions } = candidate;
  showDiagnostics(verdict.diagnostics, { file, text: feedback.edit.code, companions }, terminal);
  terminal.say(`the edit: ${describeVerdict(verdict, terminal)}`);
}
