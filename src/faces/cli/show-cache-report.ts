import type { CacheReport } from "../../ports/prompt-history.ts";
import { escapeText } from "./escape-text.ts";

/** A call's report for a person: one line, and where the prompts part when that is why. */
export function describeReport(report: CacheReport): readonly string[] {
  const { sentAt, modelId, outcome, why, usage, expectedTokens, difference } = report;
  const kind = outcome === "hit" ? "hit" : `miss (${outcome})`;
  const head = `${new Date(sentAt).toISOString()} ${escapeText(modelId)} ${kind}: ${escapeText(why)}`;
  const tokens = `  input ${usage.input} tokens, expected from the cache ${expectedTokens}, billed as read ${usage.cached}, written ${usage.cacheWritten}`;
  if (outcome !== "differs" || difference === undefined) return [head, tokens];
  const { message, role, offset, byteOffset, before, now } = difference;
  return [
    head,
    tokens,
    `  first difference: message ${message + 1} (${role}), character ${offset + 1}, byte ${byteOffset + 1}`,
    `    before: ${oneLine(before)}`,
    `    now:    ${oneLine(now)}`,
  ];
}

/** The same as `--json` prints it; message and offsets count from 0. */
export function reportToJson(report: CacheReport): object {
  const { runId = null, difference = null, sentAt, ...rest } = report;
  return { runId, sentAt: new Date(sentAt).toISOString(), ...rest, difference };
}

const oneLine = (text: string): string => escapeText(text).replaceAll("\n", "⏎");
