/** Reads promptfoo's results file, version 3. */

import { z } from "zod";
import type { EvaluationSetup, Score } from "../../domain/evaluation.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { OWN_KEY, readOwnPart, readOwnSetup } from "../report/formats/own-part.ts";
import { FAILURE_REASONS } from "../report/formats/promptfoo-format.ts";
import {
  createNotes,
  durationMs,
  metadata,
  type Notes,
  orFault,
  readForeign,
  text,
  toIsoTime,
  tokens,
  usd,
} from "./foreign-schema.ts";
import type { ForeignEvaluation, ForeignSample } from "./imported-sample.ts";
import { uniqueNames } from "./unique-names.ts";

const fileSchema = z.object({
  evalId: text,
  config: z.object({ description: text, metadata }).nullish(),
  metadata: z.object({ promptfooVersion: text }).nullish(),
  results: z.object({ timestamp: text, results: z.array(z.unknown()) }),
});

const component = z.object({
  pass: z.boolean(),
  reason: text,
  assertion: z.object({ type: text, metric: text }).nullish(),
  metadata,
});

const details = z.object({
  reasoning: tokens,
  cacheReadInputTokens: tokens,
  cacheCreationInputTokens: tokens,
});

const usage = z.object({
  prompt: tokens,
  completion: tokens,
  total: tokens,
  numRequests: tokens,
  completionDetails: details.nullish(),
});

const rowSchema = z.object({
  id: text,
  promptIdx: z.int().nonnegative(),
  testIdx: z.int().nonnegative(),
  provider: z.union([z.string(), z.object({ id: text, label: text })]),
  testCase: z.object({ description: text, vars: metadata, metadata }).nullish(),
  vars: metadata,
  success: z.boolean(),
  error: text,
  failureReason: z.int().nullish(),
  latencyMs: durationMs.nullish(),
  cost: usd,
  gradingResult: z
    .object({ reason: text, componentResults: z.array(component).nullish() })
    .nullish(),
  metadata,
  tokenUsage: usage.nullish(),
  response: z.object({ tokenUsage: usage.nullish() }).nullish(),
});

type Row = ReturnType<typeof readRow>;

/** @throws {Fault} `source/unreadable` with the row that is wrong */
export function readPromptfoo(json: unknown, file: string): ForeignEvaluation {
  const read = readForeign(json, fileSchema, { file, what: "results" });
  const rows = read.results.results
    .map((row, at) => readRow(row, { file, what: `row ${at + 1}` }))
    .toSorted((a, b) => a.promptIdx - b.promptIdx || a.testIdx - b.testIdx);
  const notes = createNotes();
  const [tasks, solvers] = [nameTasks(rows), nameSolvers(rows)];
  const startedAt = toIsoTime(read.results.timestamp);
  const own = read.config?.metadata[OWN_KEY];
  const setup = orFault(() => readOwnSetup(own), { file, what: "config.metadata" });
  return {
    tool: toolOf(read.metadata?.promptfooVersion, setup),
    dataset: read.config?.description ?? read.evalId ?? "promptfoo",
    samples: rows.map((row, at) => ({
      ...toSample(row, notes),
      task: tasks[at] ?? "",
      solver: solvers[at] ?? "",
      startedAt,
    })),
    setup,
    notes: notes.list(),
  };
}

function readRow(value: unknown, place: { readonly file: string; readonly what: string }) {
  const row = readForeign(value, rowSchema, place);
  return { ...row, own: orFault(() => readOwnPart(row.metadata), place) };
}

function toolOf(version: string | undefined, own: EvaluationSetup | undefined): string {
  if (version !== undefined) return `promptfoo ${version}`;
  return own === undefined ? "promptfoo" : `specwright ${own.specwrightVersion}`;
}

/** By their descriptions; rows of one test are those with its description and variables. */
const nameTasks = (rows: readonly Row[]): readonly string[] =>
  uniqueNames(
    rows.map(({ testCase, vars }) => {
      const name = testCase?.description ?? shortVars(vars);
      return { name, key: canonicalJson([name, vars]) };
    }),
  );

/** Longest name that is made of variables. */
const MOST_CHARACTERS = 80;

function shortVars(vars: Readonly<Record<string, unknown>>): string {
  const [only, ...others] = Object.values(vars);
  const name = typeof only === "string" && others.length === 0 ? only : canonicalJson(vars);
  const line = name.replaceAll(/\s+/gu, " ").trim();
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS).toWellFormed()}…` : line;
}

/** A solver is a column: one prompt, asked of one provider. */
const nameSolvers = (rows: readonly Row[]): readonly string[] =>
  uniqueNames(
    rows.map(({ provider, promptIdx }) => ({
      name: typeof provider === "string" ? provider : (provider.label ?? modelOf(provider)),
      key: `${promptIdx}`,
    })),
  );

const modelOf = (provider: Row["provider"]): string =>
  typeof provider === "string" ? provider : (provider.id ?? provider.label ?? "unknown");

function toSample(row: Row, notes: Notes): Omit<ForeignSample, "task" | "solver"> {
  const { id, provider, success, error, gradingResult, own } = row;
  const hasErred = !success && isError(row);
  const calls = usageOf(row)?.numRequests ?? 0;
  return {
    model: modelOf(provider),
    status: success ? "accepted" : hasErred ? "error" : "unsolved",
    error: hasErred
      ? (error ?? gradingResult?.reason ?? "promptfoo tells of no reason")
      : undefined,
    scores: toScores(row, notes),
    calls: calls === 0 && !hasErred ? 1 : calls,
    usage: toUsage(row, notes),
    costUsd: row.cost,
    metadata: { ...row.testCase?.metadata, ...row.metadata },
    runId: id,
    seed: undefined,
    startedAt: undefined,
    totalMs: row.latencyMs ?? undefined,
    own,
  };
}

/** Out of promptfoo's database, a row that was asserted on has its tokens in its response alone. */
const usageOf = ({ tokenUsage, response }: Row) =>
  (tokenUsage?.total ?? 0) > 0 ? tokenUsage : (response?.tokenUsage ?? tokenUsage);

/** Older files do not say why a row failed: then one without a grade did not come to be graded. */
const isError = ({ failureReason, error, gradingResult }: Row): boolean =>
  typeof failureReason === "number"
    ? failureReason === FAILURE_REASONS.undecided
    : error !== undefined && (gradingResult ?? undefined) === undefined;

function toScores(
  { success, gradingResult, error, own: part }: Row,
  notes: Notes,
): readonly Score[] {
  const components = gradingResult?.componentResults ?? [];
  if (components.length === 0 && gradingResult && part === undefined)
    return [
      {
        scorer: "promptfoo",
        value: success ? "pass" : "fail",
        reason: success ? "" : (gradingResult.reason ?? error ?? ""),
      },
    ];
  const names = uniqueNames(
    components.map(({ assertion }, at) => ({
      name: assertion?.metric ?? assertion?.type ?? "assertion",
      key: `${at}`,
    })),
  );
  return components.map((each, at): Score => {
    const scorer = names[at] ?? "assertion";
    const own = each.metadata[OWN_KEY];
    if (own === "inconclusive" || own === "not-applicable")
      return { scorer, value: own, reason: each.reason ?? "" };
    if (each.pass) return { scorer, value: "pass", reason: "" };
    if (!success) return { scorer, value: "fail", reason: each.reason ?? "" };
    notes.count("assertions that failed in a row that passed by its threshold: inconclusive");
    return { scorer, value: "inconclusive", reason: each.reason ?? "" };
  });
}

function toUsage(row: Row, notes: Notes): TokenUsage {
  const tokenUsage = usageOf(row);
  const details = tokenUsage?.completionDetails;
  const [cached, cacheWritten] = [
    details?.cacheReadInputTokens ?? 0,
    details?.cacheCreationInputTokens ?? 0,
  ];
  const [input, output] = [tokenUsage?.prompt ?? 0, tokenUsage?.completion ?? 0];
  if (input + output === 0 && (tokenUsage?.total ?? 0) > 0)
    notes.count("rows whose tokens are told as a sum alone, e.g. out of promptfoo's cache: none");
  // Some providers count what was cached beside their input, we as a part of it.
  const isApart = row.own === undefined && cached + cacheWritten > input;
  return {
    input: isApart ? input + cached + cacheWritten : input,
    output,
    cached,
    cacheWritten,
    reasoning: details?.reasoning ?? 0,
  };
}
