import { createCheckEnvironment } from "../../../config/create-environment.ts";
import type { CallRecord } from "../../../domain/call.ts";
import { isFault } from "../../../domain/fault.ts";
import { type CallSum, sumCalls } from "../../../model-access/money/sum-calls.ts";
import { readRunState } from "../../../pipeline/record/run-state.ts";
import type { RecordStore } from "../../../ports/record-store.ts";
import { formatUsd } from "../../../std/format-usd.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { formatShare } from "../format-share.ts";
import { renderTable } from "../render-table.ts";
import type { Terminal } from "../terminal.ts";

interface RunCalls {
  readonly run: string;
  readonly task: string;
  readonly calls: readonly CallRecord[];
}

interface RunCall extends Pick<RunCalls, "run" | "task"> {
  readonly call: CallRecord;
}

/**
 * `specwright cost [RUN...]`: read off the journals, by run, by specification, by model, and all together. A run that
 * is named must be readable; without names, one that cannot be read is told and left out.
 */
export async function costCommand(
  [named]: readonly [readonly string[]],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { records } = environment;
  const ids = named.length > 0 ? [...new Set(named)] : await records.list();
  const runs: RunCalls[] = [];
  for (const id of ids) {
    const run = await readCalls(id, records, { terminal, isNamed: named.length > 0 });
    if (run !== undefined) runs.push(run);
  }
  if (runs.length === 0 && options.json !== true) {
    terminal.say("No runs here yet: specwright generate SPECIFICATION makes one");
    return "accepted";
  }
  const tables = [
    { by: "run", nameOf: ({ run }: RunCall) => run },
    { by: "specification", nameOf: ({ task }: RunCall) => task },
    { by: "model", nameOf: ({ call }: RunCall) => call.askedOf },
  ];
  const all = runs.flatMap(({ run, task, calls }) => calls.map((call) => ({ run, task, call })));
  for (const { by, nameOf } of tables) {
    const groups = Map.groupBy(all, nameOf);
    const rows = [...groups].map(([name, found]) => ({
      name,
      sum: sumCalls(found.map(({ call }) => call)),
    }));
    if (options.json) for (const { name, sum } of rows) terminal.json(toJson(by, name, sum));
    else if (rows.length > 0) terminal.result(renderRows(by, rows));
  }
  const total = sumCalls(all.map(({ call }) => call));
  if (options.json) terminal.json(toJson("total", "all", total));
  else terminal.result(renderRows("total", [{ name: "all", sum: total }]));
  if (options.json !== true) showNotes(runs, terminal);
  return "accepted";
}

async function readCalls(
  run: string,
  records: RecordStore,
  { terminal, isNamed }: { readonly terminal: Terminal; readonly isNamed: boolean },
): Promise<RunCalls | undefined> {
  try {
    const events = await records.read(run);
    const task = readRunState(events).setup.specification.name;
    return {
      run,
      task,
      calls: events.flatMap((event) => (event.type === "call-end" ? [event.call] : [])),
    };
  } catch (error) {
    if (isNamed || !isFault(error, "record/unreadable")) throw error;
    terminal.say(`${escapeText(run)}: left out, its journal cannot be read`);
    return undefined;
  }
}

const TITLES = [
  "calls",
  "saved calls",
  "input",
  "cached",
  "output",
  "cost",
  "retries",
  "continued",
  "fallbacks",
  "saved",
  "estimated",
];

const renderRows = (
  by: string,
  rows: readonly { readonly name: string; readonly sum: CallSum }[],
): string =>
  renderTable(
    [by, ...TITLES],
    rows.map(({ name, sum }) => [
      escapeText(name),
      `${sum.calls}`,
      `${sum.savedCalls}`,
      `${sum.inputTokens}`,
      formatShare(sum.cachedShare),
      `${sum.outputTokens}`,
      `${formatUsd(sum.costUsd)}${sum.callsWithoutPrice > 0 ? " + ?" : ""}`,
      formatUsd(sum.retriesUsd),
      formatUsd(sum.continuationsUsd),
      formatUsd(sum.fallbacksUsd),
      formatUsd(sum.savedUsd),
      formatShare(sum.estimatedShare),
    ]),
  ).concat("\n");

const toJson = (by: string, name: string, sum: CallSum): Record<string, unknown> => ({
  by,
  name,
  ...sum,
  cachedShare: sum.cachedShare ?? null,
  estimatedShare: sum.estimatedShare ?? null,
});

function showNotes(runs: readonly RunCalls[], terminal: Terminal): void {
  const { callsWithoutPrice, estimatedShare = 0 } = sumCalls(runs.flatMap(({ calls }) => calls));
  if (callsWithoutPrice > 0)
    terminal.say(`+ ?: ${callsWithoutPrice} of the calls went to models without a known price`);
  if (estimatedShare > 0)
    terminal.say("estimated: where a provider did not tell what it used, the worst case is taken");
}
