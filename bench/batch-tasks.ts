/**
 * How many calls real tasks take together: `node bench/batch-tasks.ts FOLDER` with files `LANGUAGE-tasks.jsonl` of
 * `{id, language, spec_text}`; recorded solutions, where they are, say how much of the room that is kept free they
 * would fill.
 */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createLimits } from "../src/batch/plan/limits.ts";
import { planBatches } from "../src/batch/plan/plan-batches.ts";
import { readDependencies } from "../src/batch/plan/read-dependencies.ts";
import { sumPlan } from "../src/batch/plan/render-plan.ts";
import { renderBatchPrompt } from "../src/batch/prompt/render-batch-prompt.ts";
import type { BatchItem } from "../src/domain/batch.ts";
import { readSlots } from "../src/domain/slot.ts";
import { formalSpecificationOf } from "../src/domain/specification.ts";
import { languages } from "../src/languages/index.ts";
import { sha256 } from "../src/platform/sha256.ts";
import type { LanguagePack } from "../src/ports/language-pack.ts";
import { readRows } from "../src/testing/read-rows.ts";

interface TaskRow {
  readonly id: string;
  readonly language: string;
  readonly spec_text: string;
  readonly verified_solution?: string;
  readonly recorded_solutions?: readonly { readonly text: string }[];
}

const { countTokens } = await import("gpt-tokenizer/esm/encoding/o200k_base");
const count = (text: string): number => countTokens(text, { disallowedSpecial: new Set() });
const folder = process.argv[2] ?? ".";
const show = (line: string): void => void process.stdout.write(`${line}\n`);

show(
  "tasks               output limit  calls  tokens in  one by one: calls  tokens in  fewer  fullest call",
);
for (const file of readdirSync(folder).filter((name) => name.endsWith("-tasks.jsonl"))) {
  const rows = readRows<TaskRow>(join(folder, file));
  const language = languages.find(({ id }) => id === rows[0]?.language);
  if (language?.formal === undefined) {
    show(`${file}: no language pack reads it`);
    continue;
  }
  for (const size of new Set([100, rows.length])) {
    for (const outputTokens of [32_000, 64_000, 128_000]) {
      show(renderRow(rows.slice(0, size), language, outputTokens));
    }
  }
}

function renderRow(rows: readonly TaskRow[], language: LanguagePack, outputTokens: number): string {
  const items = rows.map((row) => toItem(row, language));
  const limits = createLimits({
    model: { contextWindowTokens: 1_000_000, capabilities: { outputLimitTokens: outputTokens } },
    price: undefined,
  });
  const dependencies = readDependencies(items, [language]);
  const options = { limits, dependencies, languages: [language], countTokens: count, sha256 };
  const plan = planBatches(items, options);
  const totals = sumPlan(plan, { price: undefined });
  const answers = new Map(rows.map((row) => [row.id, answerTokens(row, items)]));
  const calls = plan.waves.flatMap((wave) => wave.calls);
  const fill = calls.map((call) => {
    const prompt = renderBatchPrompt(call, items, { language, sha256 });
    const real = prompt.messages.reduce((sum, { text }) => sum + count(text), 0);
    if (real > call.inputTokens)
      throw new RangeError(`${real} tokens, ${call.inputTokens} planned`);
    const used = call.items.reduce((sum, id) => sum + (answers.get(id) ?? 0), 0);
    return used / call.outputTokens;
  });
  return [
    `${rows.length} ${language.id}`.padEnd(18),
    String(outputTokens).padStart(14),
    String(totals.calls).padStart(7),
    String(totals.inputTokens).padStart(11),
    String(totals.oneByOne.calls).padStart(19),
    String(totals.oneByOne.inputTokens).padStart(11),
    (totals.oneByOne.inputTokens / totals.inputTokens).toFixed(1).padStart(7),
    `${(Math.max(...fill) * 100).toFixed(0)} % used`.padStart(14),
  ].join("");
}

function toItem(
  { id, spec_text: source }: TaskRow,
  { id: language, formal }: LanguagePack,
): BatchItem {
  const slots = formal?.readSlots(source) ?? [];
  return {
    id,
    specification: formalSpecificationOf({ name: id, language, path: id, source, slots }),
  };
}

/** What a recorded solution would have come to between its marks. */
function answerTokens(
  { id, verified_solution, recorded_solutions = [] }: TaskRow,
  items: readonly BatchItem[],
): number {
  const text = verified_solution ?? recorded_solutions[0]?.text;
  const item = items.find((each) => each.id === id);
  if (text === undefined || item === undefined) return 0;
  const slots = readSlots(item.specification, text);
  const marks = 40 * item.specification.slots.length;
  return marks + [...(slots?.values() ?? [text])].reduce((sum, slot) => sum + count(slot), 0);
}
