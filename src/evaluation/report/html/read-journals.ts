import type { SampleResult } from "../../../domain/evaluation.ts";
import { isFault } from "../../../domain/fault.ts";
import type { RunEvent } from "../../../domain/run.ts";
import {
  type FallbackTrial,
  rateFallbacks,
  readFallbacks,
} from "../../../pipeline/fallback/count-fallbacks.ts";
import type { RecordStore } from "../../../ports/record-store.ts";
import type { HideSecrets } from "../../../std/hide-secrets.ts";
import { countSources } from "./count-sources.ts";
import type { AttemptView, JournalFindings, SampleDetail } from "./report.ts";
import { viewAttempts } from "./view-attempts.ts";

/** Texts of all attempts together: a file of some 10 MB still opens at once. */
const MOST_TEXT = 6_000_000;

export interface ReadJournals {
  readonly findings: JournalFindings;
  /** In the order of the results. */
  readonly runs: readonly RunView[];
}

export interface RunView {
  readonly journal: SampleDetail["journal"];
  readonly attempts: readonly AttemptView[];
}

export interface JournalSource {
  readonly records: Pick<RecordStore, "read">;
  readonly hideSecrets: HideSecrets;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the journals of an evaluation's runs one by one; what is gone or broken is counted, and stops nothing. */
export async function readJournals(
  results: readonly SampleResult[],
  { records, hideSecrets, signal }: JournalSource,
): Promise<ReadJournals> {
  const runs = new Map<SampleResult, RunView>();
  const sources = countSources();
  const trials: FallbackTrial[] = [];
  let room = MOST_TEXT;
  let withoutTexts = 0;
  for (const result of byInterest(results)) {
    signal?.throwIfAborted();
    const events = await readRun(result.runId, records);
    if (typeof events === "string") {
      runs.set(result, { journal: events, attempts: [] });
      continue;
    }
    sources.add(result.solver, events);
    trials.push(...readFallbacks(result.runId, events).trials);
    const attempts = viewAttempts(events, { withTexts: room > 0, hideSecrets });
    if (room <= 0 && attempts.length > 0) withoutTexts += 1;
    room -= attempts.reduce((sum, { text }) => sum + (text?.text.length ?? 0), 0);
    runs.set(result, { journal: "read", attempts });
  }
  const views = results.map((result) => runs.get(result) ?? GONE);
  const having = (journal: RunView["journal"]): number =>
    views.filter((view) => view.journal === journal).length;
  return {
    runs: views,
    findings: {
      read: having("read"),
      gone: having("gone"),
      unreadable: having("unreadable"),
      withoutTexts,
      sources: sources.total(),
      fallbacks: {
        byStrategy: rateFallbacks(trials, ({ strategy }) => strategy),
        byReason: rateFallbacks(trials, ({ reason }) => reason),
        byLanguage: rateFallbacks(trials, ({ language }) => language),
      },
    },
  };
}

const GONE: RunView = { journal: "gone", attempts: [] };

/** Texts are for those first that a reader wants to look into: what failed, then what needed correction. */
const byInterest = (results: readonly SampleResult[]): readonly SampleResult[] => [
  ...results.filter(({ status }) => status !== "accepted"),
  ...results.filter(({ status, attempts }) => status === "accepted" && attempts > 1),
  ...results.filter(({ status, attempts }) => status === "accepted" && attempts <= 1),
];

async function readRun(
  runId: string,
  records: Pick<RecordStore, "read">,
): Promise<readonly RunEvent[] | "gone" | "unreadable"> {
  try {
    return await records.read(runId);
  } catch (error) {
    if (isFault(error, "record/missing")) return "gone";
    if (isFault(error, "record/unreadable")) return "unreadable";
    throw error;
  }
}
