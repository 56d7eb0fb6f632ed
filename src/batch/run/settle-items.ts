/** Runs of items, each once what it stands on has ended. */

import type { BatchItem, GivenAnswer, ItemResult } from "../../domain/batch.ts";
import type { CallRecord } from "../../domain/call.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { BatchSetup } from "./batch-setup.ts";
import { createItemJob, runIdOf } from "./create-jobs.ts";
import { decodeItemResult } from "./job-wire.ts";
import { batchDiagnostic, readEndedRun } from "./read-item-result.ts";
import type { JobWatch } from "./watch-jobs.ts";

export interface SettleItemsOptions {
  readonly setup: BatchSetup;
  readonly items: readonly BatchItem[];
  readonly watch: JobWatch;
  readonly sha256: (text: string) => string;
  /** Items that one stands on, those of its own circle left out. */
  readonly includesOf: (id: string) => readonly string[];
  readonly profileOf: (item: BatchItem) => string;
  readonly onStart: (item: BatchItem) => void;
  readonly onEnd: (ended: EndedItem) => Promise<void>;
}

export interface EndedItem {
  readonly result: ItemResult;
  /** Text of its run's journal; `undefined` where there was no run. */
  readonly journal: string | undefined;
  /** What its run paid for by itself. */
  readonly calls: readonly CallRecord[];
}

export interface ItemSettler {
  /** Refuses it: nothing is asked. */
  refuse(id: string, diagnostics: readonly Diagnostic[]): Promise<void>;
  /** Gives it up, because the world failed. */
  fail(id: string, code: string, message: string): Promise<void>;
  /** Runs it, once what it stands on has ended; with the answer of its first attempt, where there is one. */
  run(id: string, given: GivenAnswer | undefined): Promise<void>;
  /** Ends it as blocked where something that it stands on has ended otherwise than accepted; waits for that. */
  block(id: string): Promise<boolean>;
  /** The item as it is asked for: with the accepted texts of what it stands on, which must have ended. */
  withAccepted(id: string): BatchItem;
  /** In the order of the items, when all have ended. */
  all(): Promise<readonly ItemResult[]>;
}

/** @see ItemSettler */
export function settleItems(options: SettleItemsOptions): ItemSettler {
  const { setup, items, watch, sha256, includesOf, profileOf, onStart, onEnd } = options;
  const byId = new Map(items.map((item) => [item.id, item]));
  const ends = new Map(items.map(({ id }) => [id, Promise.withResolvers<ItemResult>()]));
  // Each is awaited sooner or later; the first that fails must not end the process before.
  for (const { promise } of ends.values()) promise.catch(() => undefined);
  const accepted = new Map<string, readonly SourceText[]>();

  const end = async (ended: EndedItem): Promise<void> => {
    const { id, outcome } = ended.result;
    if (outcome?.status === "accepted") {
      const { path, text } = outcome.artifact;
      accepted.set(id, [{ path, text }, ...textsBelow(id)]);
    }
    await onEnd(ended);
    ends.get(id)?.resolve(ended.result);
  };
  const endWithout = (
    id: string,
    status: "refused" | "blocked" | "failed",
    diagnostics: readonly Diagnostic[],
  ): Promise<void> =>
    end({
      result: { id, status, runId: undefined, outcome: undefined, diagnostics },
      journal: undefined,
      calls: [],
    });

  /** Accepted texts of all that an item stands on, by however many steps. */
  const textsBelow = (id: string): readonly SourceText[] =>
    includesOf(id).flatMap((below) => accepted.get(below) ?? []);

  const withAccepted = (id: string): BatchItem => {
    const item = itemOf(id);
    const texts = new Map(textsBelow(id).map(({ path, text }) => [path, text]));
    const contextFiles = item.specification.contextFiles.map(({ path, text }) => ({
      path,
      text: texts.get(path) ?? text,
    }));
    return { ...item, specification: { ...item.specification, contextFiles } };
  };
  const itemOf = (id: string): BatchItem => {
    const item = byId.get(id);
    if (item === undefined) throw new RangeError(`Cannot run "${id}": it is no item`);
    return item;
  };

  const block = async (id: string): Promise<boolean> => {
    const below = await Promise.all(includesOf(id).map((each) => ends.get(each)?.promise));
    const missing = below.flatMap((result) =>
      result?.status === "accepted" ? [] : (result ?? []),
    );
    const [first] = missing;
    if (first === undefined) return false;
    const message = `It includes "${first.id}", which is ${first.status}`;
    await endWithout(id, "blocked", [batchDiagnostic(message, "blocked")]);
    return true;
  };

  const run = async (id: string, given: GivenAnswer | undefined): Promise<void> => {
    if (await block(id)) return;
    const item = withAccepted(id);
    onStart(item);
    const job = createItemJob(setup, item, { profile: profileOf(item), given, sha256 });
    const [value] = await Promise.all(watch.run([job]));
    const result = decodeItemResult(value ?? null);
    if (result.kind === "failed") {
      await endWithout(id, "failed", [batchDiagnostic(result.message, result.code)]);
      return;
    }
    const { journal, limit } = result;
    const { outcome, calls } = readEndedRun(journal, {
      limit,
      givenCalls: given?.calls.length ?? 0,
    });
    const { status } = outcome;
    const runId = runIdOf(setup, id, sha256);
    await end({ result: { id, status, runId, outcome, diagnostics: [] }, journal, calls });
  };

  return {
    refuse: (id, diagnostics) => endWithout(id, "refused", diagnostics),
    fail: (id, code, message) => endWithout(id, "failed", [batchDiagnostic(message, code)]),
    block,
    withAccepted,
    async run(id, given) {
      try {
        await run(id, given);
      } catch (error) {
        ends.get(id)?.reject(error);
        throw error;
      }
    },
    all: () => Promise.all(items.map(({ id }) => ends.get(id)?.promise as Promise<ItemResult>)),
  };
}
