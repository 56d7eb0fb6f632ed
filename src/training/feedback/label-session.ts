/** Labelling: one candidate after another, for a terminal and a page alike. */

import { Fault, isFault } from "../../domain/fault.ts";
import type { Feedback } from "../../domain/feedback.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { withdrawFeedback } from "./append-feedback.ts";
import { type Answer, type GivenFeedback, giveFeedback } from "./give-feedback.ts";
import { findJudgedCandidate, type JudgedCandidate } from "./judged-candidate.ts";
import { readFeedback } from "./read-feedback.ts";

export interface LabelSessionOptions {
  /** What to label, in this order. */
  readonly runIds: readonly string[];
  /** How many candidates are drawn, those that are labelled already among them. @default all, in their order */
  readonly sample?: number | undefined;
  /** Of the drawing: the same runs and seed draw the same candidates. @default 1 */
  readonly seed?: number | undefined;
  /** Who labels. @default nobody gives a name */
  readonly by?: string | undefined;
  /** Leaves out what anybody labelled. @default only what this person did */
  readonly isOnlyUnlabelled?: boolean | undefined;
  /** Hears of runs whose journal cannot be read. */
  readonly onUnreadable: (runId: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface LabelCount {
  readonly labelled: number;
  readonly skipped: number;
  /** The one that is shown among them. Fewer, where runs left no code. */
  readonly leftAtMost: number;
}

/** A candidate that was shown. */
export type Shown = Pick<JudgedCandidate, "runId" | "attempt">;

/** Its steps are taken one after the other, however many are asked for at once. */
export interface LabelSession {
  /** The candidate to label now; `undefined` when all are. */
  current(): Promise<JudgedCandidate | undefined>;
  /**
   * Keeps the answer and goes on to the next candidate.
   *
   * @throws {Fault} `usage/invalid` for another than the current one; as `giveFeedback` does: then it stays current
   */
  label(shown: Shown, answer: Answer): Promise<GivenFeedback>;
  /** Goes on without a label: it is shown again the next time. @throws {Fault} `usage/invalid` as `label` does */
  skip(shown: Shown): Promise<void>;
  /** Takes back the last step of this session, and goes back to its candidate. Whether there was one. */
  undo(): Promise<boolean>;
  count(): LabelCount;
}

interface Step {
  readonly judged: JudgedCandidate;
  /** `undefined` where it was skipped. */
  readonly feedback: Feedback | undefined;
}

/** Opens a session over what is not labelled yet. @throws {Fault} `record/unreadable` */
export async function createLabelSession(
  options: LabelSessionOptions,
  environment: CheckEnvironment,
): Promise<LabelSession> {
  const { signal } = options;
  // As it will be kept: a space more makes nobody another person.
  const by = options.by?.trim() || undefined;
  const queue = await openQueue({ ...options, by }, environment);
  const steps: Step[] = [];
  /** Shown before an undo, and to be shown again. */
  const displaced: JudgedCandidate[] = [];
  let shown = await queue.next();
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const takeShown = ({ runId, attempt }: Shown): JudgedCandidate => {
    if (shown?.runId === runId && shown.attempt === attempt) return shown;
    throw new Fault("usage/invalid", `Cannot label run "${runId}": another one is shown by now`, {
      help: "Look at the one that is shown, and label that",
      details: { isStale: true },
    });
  };
  const goOn = async (step: Step): Promise<void> => {
    steps.push(step);
    shown = displaced.pop() ?? (await queue.next());
  };

  return {
    current: () => inTurn(async () => shown),
    label: (wanted, answer) =>
      inTurn(async () => {
        const judged = takeShown(wanted);
        const given = await giveFeedback({ ...answer, by }, judged, environment, signal);
        await goOn({ judged, feedback: given.feedback });
        return given;
      }),
    skip: (wanted) => inTurn(() => goOn({ judged: takeShown(wanted), feedback: undefined })),
    undo: () =>
      inTurn(async () => {
        const step = steps.at(-1);
        if (step === undefined) return false;
        if (step.feedback !== undefined) await withdrawFeedback(step.feedback, environment, signal);
        steps.pop();
        if (shown !== undefined) displaced.push(shown);
        shown = step.judged;
        return true;
      }),
    count: () => ({
      labelled: steps.filter(({ feedback }) => feedback !== undefined).length,
      skipped: steps.filter(({ feedback }) => feedback === undefined).length,
      leftAtMost: (shown === undefined ? 0 : 1) + displaced.length + queue.leftAtMost(),
    }),
  };
}

interface Queue {
  next(): Promise<JudgedCandidate | undefined>;
  leftAtMost(): number;
}

/** Runs are read one at a time, when they are needed: a project may have thousands. */
async function openQueue(
  options: LabelSessionOptions,
  { files, records, sha256 }: CheckEnvironment,
): Promise<Queue> {
  const { sample = Number.POSITIVE_INFINITY, onUnreadable } = options;
  const labelled = await readLabelled(options, files);
  const order = drawOrder(options, sha256);
  let at = 0;
  let drawn = 0;

  const read = async (runId: string): Promise<JudgedCandidate | undefined> => {
    try {
      return findJudgedCandidate(runId, await records.read(runId), sha256);
    } catch (error) {
      // The run of a sample that never began is missing.
      if (isFault(error, "record/unreadable")) onUnreadable(runId);
      else if (!isFault(error, "record/missing")) throw error;
      return undefined;
    }
  };

  return {
    async next() {
      while (drawn < sample) {
        const runId = order[at];
        if (runId === undefined) return undefined;
        at += 1;
        const judged = await read(runId);
        if (judged === undefined) continue;
        drawn += 1;
        if (!labelled.has(keyOf(judged))) return judged;
      }
      return undefined;
    },
    leftAtMost: () => Math.min(order.length - at, sample - drawn),
  };
}

const keyOf = ({ runId, attempt }: Shown): string => `${runId} ${attempt}`;

async function readLabelled(
  { by, isOnlyUnlabelled = false }: LabelSessionOptions,
  files: CheckEnvironment["files"],
): Promise<ReadonlySet<string>> {
  const labelled = new Set<string>();
  for await (const feedback of readFeedback(files))
    if (isOnlyUnlabelled || feedback.by === by) labelled.add(keyOf(feedback));
  return labelled;
}

/** By a hash of each id: a run that is added later moves none of the others. */
function drawOrder(
  { runIds, sample, seed }: LabelSessionOptions,
  sha256: (text: string) => string,
): readonly string[] {
  if (sample === undefined && seed === undefined) return runIds;
  const places = runIds.map((runId) => [sha256(`${seed ?? 1} ${runId}`), runId] as const);
  return places.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, runId]) => runId);
}
