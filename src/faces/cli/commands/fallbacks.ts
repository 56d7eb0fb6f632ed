import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { isFault } from "../../../domain/fault.ts";
import {
  type FallbackRate,
  type FallbackTrial,
  type RunFallbacks,
  rateFallbacks,
  readFallbacks,
} from "../../../pipeline/fallback/count-fallbacks.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { formatShare } from "../format-share.ts";
import { renderTable } from "../render-table.ts";

const TABLES: readonly {
  readonly by: string;
  readonly nameOf: (trial: FallbackTrial) => string;
}[] = [
  { by: "strategy", nameOf: ({ strategy }) => strategy },
  { by: "reason", nameOf: ({ reason }) => reason },
  { by: "language", nameOf: ({ language }) => language },
  { by: "model", nameOf: ({ model }) => model },
];

/** `specwright fallbacks`: read off the journals; one that cannot be read is told and left out. */
export async function fallbacksCommand(
  _args: readonly [],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { records } = environment;
  const runs: RunFallbacks[] = [];
  for (const id of await records.list()) {
    try {
      runs.push(readFallbacks(id, await records.read(id)));
    } catch (error) {
      if (!isFault(error, "record/unreadable")) throw error;
      terminal.say(`${escapeText(id)}: left out, its journal cannot be read`);
    }
  }
  const ended = runs.filter(({ hasEnded }) => hasEnded);
  const totals = {
    runs: ended.length,
    accepted: ended.filter(({ isAccepted }) => isAccepted).length,
    withFallback: ended.filter(({ trials }) => trials.some(({ isUsable }) => isUsable)).length,
    withNothing: ended.filter(
      ({ isAccepted, trials }) => !isAccepted && !trials.some(({ isUsable }) => isUsable),
    ).length,
  };
  const trials = ended.flatMap((run) => run.trials);
  if (options.json === true) {
    terminal.json({
      by: "total",
      ...totals,
      neededNone: share(totals.accepted, totals.runs) ?? null,
    });
    for (const { by, nameOf } of TABLES)
      for (const rate of rateFallbacks(trials, nameOf)) terminal.json({ by, ...rate });
    return "accepted";
  }
  if (ended.length === 0) {
    terminal.say("No ended runs here yet: specwright generate SPECIFICATION makes one");
    return "accepted";
  }
  const parts = (["accepted", "withFallback", "withNothing"] as const).map((key) => ({
    count: totals[key],
    of: formatShare(share(totals[key], totals.runs)),
  }));
  const labels = ["needed no fallback", "left an INCOMPLETE file", "left nothing"];
  terminal.result(
    renderTable(
      ["ended runs", "number", "share"],
      [
        ["all", `${totals.runs}`, formatShare(share(totals.runs, totals.runs))],
        ...parts.map(({ count, of }, at) => [labels[at] ?? "", `${count}`, of]),
      ],
    ),
  );
  for (const { by, nameOf } of TABLES) {
    const rates = rateFallbacks(trials, nameOf);
    if (rates.length > 0) terminal.result(`\n${renderRates(by, rates)}`);
  }
  return "accepted";
}

const share = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : part / whole;

const renderRates = (by: string, rates: readonly FallbackRate[]): string =>
  renderTable(
    [by, "tried", "usable", "share", "median ms"],
    rates.map(({ name, tried, usable, timeMs }) => [
      escapeText(name),
      `${tried}`,
      `${usable}`,
      formatShare(share(usable, tried)),
      `${timeMs}`,
    ]),
  );
