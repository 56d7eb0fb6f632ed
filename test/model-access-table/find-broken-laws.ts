import { toNanoUsd } from "../../src/domain/price.ts";
import { addUsage, NO_USAGE } from "../../src/domain/token-usage.ts";
import { type CellRun, KEYS } from "./run-cell.ts";
import { ANSWER } from "./whole-answer.ts";

type Law = (run: CellRun) => boolean;

/** A first call, and what may follow an answer that is cut. */
const CALLS_FOR_CUT = 4;

/** What the same model would only say again. */
const FINAL: ReadonlySet<string> = new Set([
  "model/unauthorized",
  "model/quota",
  "model/refused",
  "model/context-too-long",
  "model/bad-request",
  "model/unknown",
]);
/** What another key may change. */
const OF_KEY: ReadonlySet<string> = new Set(["model/unauthorized", "model/quota"]);

const spent = ({ budget }: CellRun): number => budget.spentNanoUsd;

/** What holds in every cell, whatever the page says. */
const LAWS: Readonly<Record<string, Law>> = {
  "ends with one answer or one fault": ({ events, end, fault }) =>
    (end === undefined) !== (fault === undefined) &&
    (end === undefined || events.at(-1) === end) &&
    events.filter(({ type }) => type === "response-end").length <= 1,
  "shows the whole answer and nothing else when all is well": ({ end, text, row }) =>
    end?.finishReason !== "stop" || text === ANSWER || (text === "" && row.name === "empty answer"),
  "shows no text twice, and none that was not said": ({ text }) => ANSWER.startsWith(text),
  "tells each call once, as it ended": ({ records, calls }) =>
    records.map(({ ended }) => ended).join() === calls.map(({ ended }) => ended).join(),
  "counts what the servers count": ({ received, calls, row }) =>
    received.every((count, model) => {
      const seen = calls.filter((call) => call.model === model).length;
      return count === seen || (row.place !== undefined && count === 0);
    }),
  "settles what its calls say, and holds nothing": (run) =>
    run.records.reduce((sum, { costUsd = 0 }) => sum + toNanoUsd(costUsd), 0) === spent(run) &&
    run.budget.reservedNanoUsd === 0,
  "never settles less than was billed": (run) => spent(run) >= run.billedNanoUsd,
  "never spends more than the limit": (run) =>
    spent(run) <= (run.group.capNanoUsd ?? Number.POSITIVE_INFINITY),
  "tells the usage of its answer": ({ end, records }) => {
    const told = records.reduce((sum, { usage }) => addUsage(sum, usage ?? NO_USAGE), NO_USAGE);
    return end === undefined || end.usage.output <= told.output;
  },
  "makes no more calls than the policy allows": ({ group, client, calls }) =>
    [client, ...group.fallbacks].every((_, model) => {
      const { maxRetries, downgrade } = group.policy;
      const keys = model === 0 ? group.keys : 1;
      const most = (maxRetries + 1) * CALLS_FOR_CUT + keys - 1;
      const ofModel = calls.filter((call) => call.model === model);
      const failed = ofModel.filter(({ ended }) => ended.includes("/"));
      if (model > 0 && downgrade === "refuse") return ofModel.length === 0;
      return ofModel.length <= most && failed.length <= maxRetries + keys;
    }),
  "asks only another key or model after what is final": ({ calls }) =>
    calls.every((call, index) => {
      const next = calls[index + 1];
      if (next === undefined || !FINAL.has(call.ended)) return true;
      return next.model !== call.model || (next.key !== call.key && OF_KEY.has(call.ended));
    }),
  "waits as long as it is asked to": ({ calls, row: { retryAfterMs = 0 } }) =>
    calls.every(({ model, ended, endedAt }, index) => {
      const next = calls.slice(index + 1).find((call) => call.model === model);
      if (next === undefined || ended !== "model/rate-limited") return true;
      return next.startedAt - endedAt >= retryAfterMs;
    }),
  "leaves nobody asleep": ({ sleepers }) => sleepers === 0,
  "tells nobody a key": ({ events, fault }) => {
    const told = JSON.stringify([events, fault?.message, fault?.help, fault?.details]);
    return KEYS.every((key) => !told.includes(key));
  },
};

/** Names of the laws that a cell breaks. */
export const findBrokenLaws = (run: CellRun): readonly string[] =>
  Object.entries(LAWS)
    .filter(([, holds]) => !holds(run))
    .map(([name]) => name);
