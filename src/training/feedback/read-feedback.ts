import { Fault } from "../../domain/fault.ts";
import type { Feedback } from "../../domain/feedback.ts";
import type { Files } from "../../ports/files.ts";
import { feedbackSchema } from "./feedback-schema.ts";

/** Where feedback is kept, relative to the project: a line each, in the order in which it was given. */
export const FEEDBACK_PATH = ".specwright/feedback.jsonl";

/** What fits into one JavaScript string. */
export const MAX_FEEDBACK_BYTES = 500_000_000;

/**
 * All feedback of the project in the order in which it was given, superseded feedback included: see `standingFeedback`.
 * None where there is no file; a last line that was torn by the end of a process is left out.
 *
 * @throws {Fault} `record/unreadable` with the line, `source/unreadable`
 */
export async function* readFeedback(
  files: Pick<Files, "exists" | "readText">,
): AsyncGenerator<Feedback, void> {
  if (!(await files.exists(FEEDBACK_PATH))) return;
  const text = await files.readText(FEEDBACK_PATH, { maxBytes: MAX_FEEDBACK_BYTES });
  let number = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    yield readLine(text.slice(start, end), number);
    start = end + 1;
    number += 1;
  }
}

function readLine(line: string, number: number): Feedback {
  try {
    return feedbackSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new Fault("record/unreadable", `Cannot read ${FEEDBACK_PATH}: line ${number} is broken`, {
      help: "It was changed, or written by another version",
      cause,
    });
  }
}
