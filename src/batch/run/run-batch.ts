/** The coordinator of a batch. */

import type { BatchItem, ItemResult } from "../../domain/batch.ts";
import type { CallRecord } from "../../domain/call.ts";
import { findLanguage, findProfile } from "../../pipeline/prepare-run.ts";
import { journalPath } from "../../pipeline/record/journal-store.ts";
import type { BatchStore } from "../../ports/batch-store.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { createChannel } from "../../std/create-channel.ts";
import { orAbort } from "../../std/or-abort.ts";
import { analyseBatch } from "../context/analyse-batch.ts";
import { renderCrossFileContext } from "../context/render-cross-file-context.ts";
import { type Dependencies, readDependencies } from "../plan/read-dependencies.ts";
import { type AskedCall, sumCosts, sumUsage } from "./ask-together.ts";
import type { BatchEvent, BatchOutcome, BatchProgress, BatchTotals } from "./batch-event.ts";
import { type BatchRecord, openBatchRecord } from "./batch-record.ts";
import type { BatchSetup, UnreadableItem } from "./batch-setup.ts";
import { conductBatch } from "./conduct-batch.ts";
import { examineItems } from "./examine-items.ts";
import { batchDiagnostic } from "./read-item-result.ts";
import { type EndedItem, settleItems } from "./settle-items.ts";
import { watchJobs } from "./watch-jobs.ts";

export interface BatchEnvironment extends CheckEnvironment {
  readonly store: BatchStore;
  /** As the batch's model counts. */
  readonly countTokens: (text: string) => number;
}

export interface RunBatchOptions {
  readonly signal: AbortSignal;
  /** Files that are looked at before anything is asked, at a time. @default 2 */
  readonly parallel?: number | undefined;
  /** What works beside the coordinator, until its signal is aborted. @default nobody: workers are elsewhere */
  readonly work?: ((signal: AbortSignal) => Promise<void>) | undefined;
}

/** What may be told of all files together, in each call. */
const OVERVIEW_TOKENS = 2000;

/** Time between two reports of progress, in ms. */
const PROGRESS_MS = 500;

/**
 * A batch, as it happens; its folder must hold its setup. What is asked is computed from the setup and from results in
 * the store alone: stopped at any moment and called again, it comes to the same end, and nothing is paid twice.
 *
 * @throws {Fault} `record/busy` while another process coordinates it; what its workers cannot go on for; `storage/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function* runBatch(
  setup: BatchSetup,
  environment: BatchEnvironment,
  options: RunBatchOptions,
): AsyncGenerator<BatchEvent, BatchOutcome> {
  await using record = await openBatchRecord(setup.batchId, environment.files);
  await environment.store.pool.open(setup.batchId, setup.capNanoUsd);
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const channel = createChannel<BatchEvent>();
  const coordinating = coordinate(setup, environment, {
    ...options,
    record,
    signal,
    emit: channel.push,
  });
  const working = (options.work?.(signal) ?? Promise.resolve()).catch((error: unknown) => {
    // What workers cannot go on for ends the batch, with their reason.
    if (!signal.aborted) stop.abort(error);
  });
  coordinating.then(channel.end, channel.fail);
  try {
    yield* channel;
    return await coordinating;
  } finally {
    stop.abort(new Error("the batch has ended"));
    await Promise.allSettled([coordinating, working]);
  }
}

interface Coordinating extends RunBatchOptions {
  readonly record: BatchRecord;
  readonly emit: (event: BatchEvent) => void;
}

async function coordinate(
  setup: BatchSetup,
  environment: BatchEnvironment,
  options: Coordinating,
): Promise<BatchOutcome> {
  const { store, files, sha256, languages } = environment;
  const { record, emit, signal } = options;
  const watch = watchJobs(store.jobs);
  const over = new AbortController();
  const watching = watch.watch(AbortSignal.any([signal, over.signal]));
  const counts = { ended: 0, accepted: 0, running: 0 };
  const itemCalls: CallRecord[] = [];

  const onEnd = async ({ result, journal, calls }: EndedItem): Promise<void> => {
    if (journal !== undefined && result.runId !== undefined)
      await keepJournal(result.runId, journal, files);
    await record.note(result);
    itemCalls.push(...calls);
    counts.ended += 1;
    if (result.status === "accepted") counts.accepted += 1;
    if (result.runId !== undefined || result.status === "failed")
      counts.running = Math.max(0, counts.running - 1);
    emit({ type: "item-end", result });
  };

  const { items } = setup;
  const total = items.length + setup.unreadable.length;
  emit({ type: "batch-start", batchId: setup.batchId, items: total });
  const telling = tellProgress(
    async () => ({
      items: total,
      ...counts,
      asking: Math.max(0, watch.pending - counts.running),
      money: await store.pool.state(setup.batchId),
    }),
    { emit, clock: environment.clock, signal: AbortSignal.any([signal, over.signal]) },
  );
  try {
    const unreadable = setup.unreadable.map(toRefused);
    for (const result of unreadable) await onEnd({ result, journal: undefined, calls: [] });
    const examined = await examineItems(setup, environment, {
      record,
      parallel: options.parallel ?? 2,
      signal,
    });
    const refusals = new Map(examined.map(({ id, refusal }) => [id, refusal]));
    const usable = items.filter(({ id }) => refusals.get(id) === undefined);
    const dependencies = readDependencies(items, languages);
    const languageOf = ({ specification }: BatchItem) =>
      findLanguage(environment, specification.language);
    const settler = settleItems({
      setup,
      items,
      watch,
      sha256,
      includesOf: createIncludes(dependencies),
      profileOf: (item) => findProfile(languageOf(item), setup.profile),
      onStart: ({ id }) => {
        counts.running += 1;
        emit({ type: "item-start", id });
      },
      onEnd,
    });
    for (const { id, refusal } of examined)
      if (refusal !== undefined) await settler.refuse(id, refusal);
    const { plan, asked } = await orAbort(
      conductBatch(usable, {
        setup,
        watch,
        sha256,
        languageOf,
        settler,
        dependencies,
        languages,
        emit,
        countTokens: environment.countTokens,
        overview: renderOverview(usable, setup, environment),
      }),
      signal,
    );
    const results = [...unreadable, ...(await settler.all())];
    const totals = await sumTotals(setup, asked, itemCalls, store);
    return { batchId: setup.batchId, results, plan, totals };
  } finally {
    over.abort();
    await Promise.all([watching, telling]);
  }
}

const toRefused = ({ id, message }: UnreadableItem): ItemResult => ({
  id,
  status: "refused",
  runId: undefined,
  outcome: undefined,
  diagnostics: [batchDiagnostic(message, "unreadable")],
});

async function tellProgress(
  look: () => Promise<BatchProgress>,
  {
    emit,
    clock,
    signal,
  }: {
    readonly emit: (event: BatchEvent) => void;
    readonly clock: BatchEnvironment["clock"];
    readonly signal: AbortSignal;
  },
): Promise<void> {
  try {
    for (;;) {
      await clock.sleep(PROGRESS_MS, signal);
      emit({ type: "progress", progress: await look() });
    }
  } catch {
    // The batch has ended, or its store is gone: whoever works with it says so.
  }
}

/** What the prompts of all calls tell of the files together. */
function renderOverview(
  items: readonly BatchItem[],
  { asking }: BatchSetup,
  { languages, countTokens }: BatchEnvironment,
): string {
  if (!asking.isContextAware || !asking.isBatched) return "";
  const analysis = analyseBatch(items, languages);
  return renderCrossFileContext(analysis, { budgetTokens: OVERVIEW_TOKENS, countTokens });
}

/** What an item stands on, those of its own circle left out. */
function createIncludes({ edges, groups }: Dependencies): (id: string) => readonly string[] {
  const groupOf = new Map(groups.flatMap((group) => group.items.map((id) => [id, group] as const)));
  const includes = edges.filter(
    ({ kind, from, to }) => kind === "include" && groupOf.get(from) !== groupOf.get(to),
  );
  const byItem = Map.groupBy(includes, ({ from }) => from);
  return (id) => (byItem.get(id) ?? []).map(({ to }) => to);
}

/** Keeps a run's journal with those of other runs; one that is there already is this one. */
async function keepJournal(
  runId: string,
  journal: string,
  files: BatchEnvironment["files"],
): Promise<void> {
  const path = journalPath(runId);
  if (!(await files.exists(path))) await files.writeText(path, journal);
}

async function sumTotals(
  { batchId }: BatchSetup,
  asked: readonly AskedCall[],
  itemCalls: readonly CallRecord[],
  { pool }: BatchStore,
): Promise<BatchTotals> {
  const calls = [...asked.flatMap((each) => each.calls), ...itemCalls];
  const { lostCalls } = await pool.state(batchId);
  return {
    calls: calls.length,
    batchCalls: asked.filter(({ report }) => report !== undefined).length,
    usage: sumUsage(calls),
    costUsd: sumCosts(calls),
    lostCalls,
  };
}
