import { isFault } from "../../domain/fault.ts";
import type { TextOutput } from "../../ports/text-output.ts";
import type { HideSecrets } from "../../std/hide-secrets.ts";
import { toJsonLine } from "../../std/json-line.ts";
import {
  type DrawExamplesOptions,
  type DrawnExamples,
  drawExamples,
} from "../examples/draw-examples.ts";
import {
  DROP_REASONS,
  type DropReason,
  type RecordedRun,
  type TrainingExample,
  type UnreadableRun,
} from "../examples/training-example.ts";
import type { HeldOutTasks } from "../filters/held-out-tasks.ts";
import { countExamples, type ExampleCounts } from "./count-examples.ts";
import { createJudgeExample } from "./judge-example.ts";
import { createTally } from "./tally.ts";
import { toLine } from "./to-line.ts";

export const PARTS = ["train", "validation"] as const;
/** A part of the data; examples of one specification are all in the same. */
export type Part = (typeof PARTS)[number];

export interface ExportSettings {
  readonly format: DrawExamplesOptions["format"];
  /** `undefined` for both parts. */
  readonly part: Part | undefined;
  /** Share in common from which on two examples count as the same. */
  readonly similarity: number;
  /** SPDX ids besides the permissive ones, and `unknown`. */
  readonly allowedLicences: readonly string[];
}

export interface ExportExamplesOptions extends ExportSettings, Omit<DrawExamplesOptions, "format"> {
  readonly heldOut: HeldOutTasks;
  readonly hideSecrets: HideSecrets;
  readonly signal: AbortSignal | undefined;
  /** Called after each run. */
  readonly onRun?: ((runs: number, examples: number) => void) | undefined;
}

/** What became of everything that was looked at. */
export interface ExportReport extends ExampleCounts {
  readonly runs: number;
  /** That were written. */
  readonly examples: number;
  readonly dropped: Readonly<Record<DropReason, number>>;
  /** Good examples of the part that was not asked for. */
  readonly otherPart: number;
  /** Licences that something was dropped for. */
  readonly refusedLicences: Readonly<Record<string, number>>;
  /** Held-out tasks that something was dropped for. */
  readonly leakedTasks: Readonly<Record<string, number>>;
  /** The first journals that could not be read. */
  readonly unreadable: readonly UnreadableRun[];
}

const MOST_TOLD = 20;

/**
 * Runs → lines of training data, one at a time: what is kept in memory does not grow with their texts. The same runs in
 * the same order give the same lines, to the byte.
 *
 * @throws {Fault} `storage/*`, `language/unknown`, `template/invalid`
 * @throws `options.signal.reason` when aborted.
 */
export async function exportExamples(
  runs: AsyncIterable<RecordedRun | UnreadableRun>,
  output: Pick<TextOutput, "write">,
  options: ExportExamplesOptions,
): Promise<ExportReport> {
  const judge = createJudgeExample(options);
  const counts = countExamples();
  const dropped = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as Record<
    DropReason,
    number
  >;
  const unreadable: UnreadableRun[] = [];
  const refusedLicences = createTally();
  const leakedTasks = createTally();
  let runCount = 0;
  let examples = 0;
  let otherPart = 0;

  const take = async (example: TrainingExample): Promise<void> => {
    const judged = judge(example);
    if (judged.reason !== undefined) {
      dropped[judged.reason] += 1;
      for (const licence of judged.refusedLicences) refusedLicences.add(licence);
      if (judged.leak !== undefined) leakedTasks.add(judged.leak);
    } else if (options.part !== undefined && partOf(judged.example) !== options.part) {
      otherPart += 1;
    } else {
      examples += 1;
      counts.add(judged.example);
      await output.write(`${toJsonLine(toLine(judged.example))}\n`);
    }
  };

  const tellUnreadable = (run: UnreadableRun): void => {
    dropped.unreadable += 1;
    if (unreadable.length < MOST_TOLD) unreadable.push(run);
  };

  for await (const run of runs) {
    options.signal?.throwIfAborted();
    runCount += 1;
    if ("why" in run) tellUnreadable(run);
    else {
      const drawn = draw(run, options);
      if ("why" in drawn) tellUnreadable(drawn);
      else if (drawn.reason !== undefined) dropped[drawn.reason] += 1;
      else for (const example of drawn.examples) await take(example);
    }
    options.onRun?.(runCount, examples);
  }
  return {
    runs: runCount,
    examples,
    dropped,
    otherPart,
    refusedLicences: refusedLicences.read(),
    leakedTasks: leakedTasks.read(),
    unreadable,
    ...counts.read(),
  };
}

/** A run in a language that is not known here cannot be worded any more. */
function draw(run: RecordedRun, options: DrawExamplesOptions): DrawnExamples | UnreadableRun {
  try {
    return drawExamples(run, options);
  } catch (error) {
    if (!isFault(error, "language/unknown")) throw error;
    return { runId: run.runId, why: error.message };
  }
}

/** One specification in ten is for validation. */
const VALIDATION_SHARE = 10;

const partOf = ({ provenance }: TrainingExample): Part =>
  Number.parseInt(provenance.specification.sha256.slice(0, 8), 16) % VALIDATION_SHARE === 0
    ? "validation"
    : "train";
