/** Calls for several items: sent as jobs, cut into the items' parts. */

import type { BatchItem, GivenAnswer, PlannedCall } from "../../domain/batch.ts";
import type { CallRecord } from "../../domain/call.ts";
import { toNanoUsd, toUsd } from "../../domain/price.ts";
import { addUsage, NO_USAGE } from "../../domain/token-usage.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { divideCall } from "../answer/divide-call.ts";
import { readBatchAnswer } from "../answer/read-batch-answer.ts";
import { renderBatchPrompt } from "../prompt/render-batch-prompt.ts";
import type { CallReport } from "./batch-event.ts";
import type { BatchSetup } from "./batch-setup.ts";
import { createAskJob } from "./create-jobs.ts";
import { type AskResult, decodeAskResult } from "./job-wire.ts";
import type { JobWatch } from "./watch-jobs.ts";

export interface AskTogetherOptions {
  readonly setup: BatchSetup;
  readonly watch: JobWatch;
  readonly sha256: (text: string) => string;
  /** The one language of a call's items. */
  readonly languageOf: (item: BatchItem) => LanguagePack;
  /** What is known of all files together; empty where nothing is told. */
  readonly overview: string;
  /** Which time these items are asked for, from 0. */
  readonly draw: number;
}

/** What one call brought. */
export interface AskedCall {
  /** `undefined` where no call was made. */
  readonly report: CallReport | undefined;
  readonly calls: readonly CallRecord[];
  /** By item, for those that can be judged. */
  readonly given: ReadonlyMap<string, GivenAnswer>;
  /** Items without an answer that can be judged. */
  readonly left: readonly string[];
}

/** Asks for all items of a call at once; `items` are those of the call, as they are to be shown. */
export async function askTogether(
  call: PlannedCall,
  items: readonly BatchItem[],
  options: AskTogetherOptions,
): Promise<AskedCall & { readonly report: CallReport }> {
  const { setup, watch, sha256, languageOf, overview, draw } = options;
  const [first] = items;
  if (first === undefined) throw new RangeError("Cannot ask for nothing: the call has no item");
  const prompt = renderBatchPrompt(call, items, { language: languageOf(first), sha256, overview });
  const job = createAskJob(setup, prompt, { call, draw, sha256 });
  const [result] = await Promise.all(watch.run([job]));
  return readCall(decodeAskResult(result ?? null), call, items, sha256);
}

function readCall(
  result: AskResult,
  call: PlannedCall,
  items: readonly BatchItem[],
  sha256: (text: string) => string,
): AskedCall & { readonly report: CallReport } {
  const costUsd = sumCosts(result.calls);
  if (result.kind === "failed") {
    const { code, message, calls } = result;
    const usage = sumUsage(calls);
    const report = { call, complete: 0, isCut: false, usage, costUsd, failure: { code, message } };
    return { report, calls, given: new Map(), left: call.items };
  }
  const { response, calls, requestSha256 } = result;
  const parts = readBatchAnswer(response.text, items, { sha256 });
  const whole = parts.filter(({ isComplete }) => isComplete);
  // What did not come is paid by what did: together they are the call.
  const given = divideCall({ calls, response, requestSha256 }, whole);
  const report: CallReport = {
    call,
    complete: whole.length,
    isCut: response.finishReason === "length",
    usage: response.usage,
    costUsd,
    failure: undefined,
  };
  return { report, calls, given, left: call.items.filter((id) => !given.has(id)) };
}

/** Money of several calls, as far as prices are known. */
export const sumCosts = (calls: readonly CallRecord[]): number =>
  // In whole nano-dollars: sums of fractions depend on their order.
  toUsd(calls.reduce((sum, call) => sum + toNanoUsd(call.costUsd ?? 0), 0));

/** Tokens of all calls; those that were not told count as none. */
export const sumUsage = (calls: readonly CallRecord[]) =>
  calls.reduce((sum, { usage }) => addUsage(sum, usage ?? NO_USAGE), NO_USAGE);
