import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import type { Feedback } from "../../../domain/feedback.ts";
import type { Files } from "../../../ports/files.ts";
import { type Answer, giveFeedback } from "../../../training/feedback/give-feedback.ts";
import { readJudgedCandidate } from "../../../training/feedback/judged-candidate.ts";
import { readFeedback } from "../../../training/feedback/read-feedback.ts";
import { standingFeedback } from "../../../training/feedback/standing-feedback.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { renderTable } from "../render-table.ts";
import { showGiven } from "../show-given.ts";
import { withNulls } from "../with-nulls.ts";

export interface GiveFeedbackOptions {
  readonly accept?: true;
  readonly reject?: true;
  readonly edit?: string;
  readonly note?: string;
  readonly reason?: string;
  readonly by?: string;
  readonly json?: true;
}

/** `specwright feedback RUN --accept|--reject|--edit FILE` */
export async function giveFeedbackCommand(
  [runId]: readonly [string | undefined],
  options: GiveFeedbackOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  if (runId === undefined) throw unsaid("of which run it is");
  refuseUnclear(options);
  await using environment = await createCheckEnvironment({ directory });
  const { files } = environment;
  const judged = await readJudgedCandidate(runId, environment);
  const answer = await readAnswer(options, { directory, files });
  if (answer.opinion === "edit") terminal.live("checking the edit");
  const given = await giveFeedback({ ...answer, by: options.by }, judged, environment, signal);
  if (options.json) terminal.json(withNulls(given.feedback));
  else showGiven(given, judged, terminal);
  return "accepted";
}

/** @throws {Fault} `usage/invalid` unless exactly one opinion is given */
function refuseUnclear({ accept, reject, edit }: GiveFeedbackOptions): void {
  const given = [accept, reject, edit].filter((flag) => flag !== undefined).length;
  if (given === 0) throw unsaid("what you think of the code");
  if (given > 1)
    throw new Fault("usage/invalid", "Cannot keep feedback that says two things at once", {
      help: "Give one of --accept, --reject and --edit FILE",
    });
}

const unsaid = (what: string): Fault =>
  new Fault("usage/invalid", `Cannot keep feedback: it does not say ${what}`, {
    help: "specwright feedback RUN with one of --accept, --reject and --edit FILE; specwright runs list shows the runs",
  });

async function readAnswer(
  { accept, edit, reason, note }: GiveFeedbackOptions,
  { directory, files }: { readonly directory: string; readonly files: Files },
): Promise<Answer> {
  const words = { reason, note };
  if (edit === undefined) return { ...words, opinion: accept === true ? "accept" : "reject" };
  const code = await files.readText(toProjectPath(edit, directory, files.root));
  return { ...words, opinion: "edit", code };
}

const TITLES = ["run", "attempt", "opinion", "by", "reason", "edit", "at", "note", ""];

/** `specwright feedback list [RUN]` */
export async function listFeedbackCommand(
  [runId]: readonly [string | undefined],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  // A run that is not there would look like one that nobody judged.
  if (runId !== undefined) await environment.records.read(runId);
  const all = await Array.fromAsync(readFeedback(environment.files));
  const standing = new Set(standingFeedback(all));
  const shown = all.filter((feedback) => runId === undefined || feedback.runId === runId);
  if (options.json)
    for (const feedback of shown)
      terminal.json(withNulls({ ...feedback, isSuperseded: !standing.has(feedback) }));
  else if (shown.length === 0)
    terminal.say("No feedback here yet: specwright feedback RUN --accept gives some");
  else
    terminal.result(
      renderTable(
        TITLES,
        shown.map((feedback) => toRow(feedback, standing.has(feedback))),
      ),
    );
  return "accepted";
}

const LONGEST_NOTE = 60;

const toRow = (feedback: Feedback, isStanding: boolean): readonly string[] => {
  const { runId, attempt, opinion, by, reason, edit, at, note = "" } = feedback;
  const line = note.replaceAll(/\s+/g, " ");
  const shown = line.length > LONGEST_NOTE ? `${line.slice(0, LONGEST_NOTE - 1)}…` : line;
  const state = isStanding ? "" : "superseded";
  return [
    runId,
    `${attempt}`,
    opinion,
    by ?? "",
    reason ?? "",
    edit?.verdict ?? "",
    at,
    shown,
    state,
  ].map(escapeText);
};
