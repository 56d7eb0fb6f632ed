/** The one file of feedback, which several processes may write to at once: each of them for a moment, one by one. */

import { Fault } from "../../domain/fault.ts";
import type { Feedback } from "../../domain/feedback.ts";
import type { Machine } from "../../ports/machine.ts";
import { toJsonLine } from "../../std/json-line.ts";
import { FEEDBACK_PATH, MAX_FEEDBACK_BYTES } from "./read-feedback.ts";

type Disk = Pick<Machine, "files" | "clock">;

const LOCK_PATH = ".specwright/feedback.lock";
const PAUSE_MS = 20;
/** Writing takes a few ms: who waits longer than this waits for something that hangs. */
const PATIENCE_MS = 10_000;

/** On the disk when this resolves. @throws {Fault} `storage/*`; `record/busy` where another process never lets go */
export async function appendFeedback(
  feedback: Feedback,
  disk: Disk,
  signal?: AbortSignal,
): Promise<void> {
  using _lock = await lockFeedback(disk, signal);
  await using file = await disk.files.openAppend(FEEDBACK_PATH);
  await file.append(toJsonLine(feedback), { flush: true });
}

/**
 * Takes back what was said by mistake: its last line is removed, as if it had never been said. Whether it was there.
 *
 * @throws {Fault} `storage/*`, `record/busy`
 */
export async function withdrawFeedback(
  feedback: Feedback,
  disk: Disk,
  signal?: AbortSignal,
): Promise<boolean> {
  using _lock = await lockFeedback(disk, signal);
  if (!(await disk.files.exists(FEEDBACK_PATH))) return false;
  const text = await disk.files.readText(FEEDBACK_PATH, { maxBytes: MAX_FEEDBACK_BYTES });
  const line = `${toJsonLine(feedback)}\n`;
  const at = `\n${text}`.lastIndexOf(`\n${line}`);
  if (at === -1) return false;
  await disk.files.writeText(FEEDBACK_PATH, text.slice(0, at) + text.slice(at + line.length));
  return true;
}

async function lockFeedback(
  { files, clock }: Disk,
  signal: AbortSignal | undefined,
): Promise<Disposable> {
  for (const start = clock.elapsed(); clock.elapsed() - start < PATIENCE_MS; ) {
    const lock = await files.lock(LOCK_PATH);
    if (lock !== undefined) return lock;
    await clock.sleep(PAUSE_MS, signal);
  }
  throw new Fault(
    "record/busy",
    `Cannot write to ${FEEDBACK_PATH}: another process has held it for ${PATIENCE_MS / 1000} s`,
    { help: "Wait until it has ended, or stop it" },
  );
}
