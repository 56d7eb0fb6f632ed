import type { BatchItem } from "../../domain/batch.ts";
import { isError } from "../../domain/diagnostic.ts";
import { preflight } from "../../pipeline/preflight.ts";
import { findLanguage } from "../../pipeline/prepare-run.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { mapAtMost } from "../../std/map-at-most.ts";
import type { BatchRecord, ExaminedItem } from "./batch-record.ts";
import type { BatchSetup } from "./batch-setup.ts";

export interface ExamineItemsOptions {
  readonly record: BatchRecord;
  readonly parallel: number;
  readonly signal: AbortSignal;
}

/**
 * Which items can be used at all, before any money is spent; what was found out once is kept.
 *
 * @throws {Fault} `toolchain/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function examineItems(
  setup: BatchSetup,
  environment: CheckEnvironment,
  { record, parallel, signal }: ExamineItemsOptions,
): Promise<readonly ExaminedItem[]> {
  const known = await record.readExamined();
  if (known !== undefined) return known;
  const examined = await mapAtMost(setup.items, parallel, (item) =>
    examine(item, setup, environment, signal),
  );
  await record.writeExamined(examined);
  return examined;
}

async function examine(
  { id, specification }: BatchItem,
  { limits }: BatchSetup,
  environment: CheckEnvironment,
  signal: AbortSignal,
): Promise<ExaminedItem> {
  const language = findLanguage(environment, specification.language);
  const checker = await environment.checkerFor(language);
  const { status, diagnostics } = await preflight(specification, {
    language,
    checker,
    timeoutMs: limits.checkTimeoutMs,
    signal,
  });
  if (status !== "refused") return { id, refusal: undefined };
  const errors = diagnostics.filter(isError);
  return { id, refusal: errors.length > 0 ? errors : diagnostics };
}
