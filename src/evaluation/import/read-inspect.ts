/** Reads Inspect's log as JSON, version 2. */

import { z } from "zod";
import type { SampleResult, SampleStatus, Score } from "../../domain/evaluation.ts";
import type { TokenUsage } from "../../domain/token-usage.ts";
import { OWN_KEY, readOwnPart, readOwnSetup } from "../report/formats/own-part.ts";
import {
  createNotes,
  durationMs,
  epochNumber,
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

const fileSchema = z.object({
  eval: z.object({
    task: z.string(),
    model: z.string(),
    solver: text,
    dataset: z.object({ name: text }).nullish(),
    model_generate_config: z.object({ seed: z.int().nullish() }).nullish(),
    packages: z.record(z.string(), z.unknown()).nullish(),
    metadata,
  }),
  samples: z.array(z.unknown()).nullish(),
});

const score = z.object({ value: z.unknown(), explanation: text, reason: text });

const usage = z.object({
  input_tokens: tokens,
  output_tokens: tokens,
  input_tokens_cache_read: tokens,
  input_tokens_cache_write: tokens,
  reasoning_tokens: tokens,
  total_cost: usd,
});

const sampleSchema = z.object({
  id: z.union([z.string(), z.number()]),
  epoch: epochNumber,
  scores: z.record(z.string(), score).nullish(),
  model_usage: z.record(z.string(), usage).nullish(),
  metadata,
  error: z.object({ message: z.string() }).nullish(),
  limit: z.object({ type: z.string() }).nullish(),
  started_at: text,
  total_time: z.number().nonnegative().nullish(),
  turn_count: z.int().nonnegative().nullish(),
  uuid: text,
});

type Sample = z.output<typeof sampleSchema>;
type Header = z.output<typeof fileSchema>["eval"];

/** @throws {Fault} `source/unreadable` with the sample that is wrong */
export function readInspect(json: unknown, file: string): ForeignEvaluation {
  const { eval: header, samples } = readForeign(json, fileSchema, { file, what: "its header" });
  const notes = createNotes();
  const own = header.metadata[OWN_KEY];
  return {
    tool: toolOf(header.packages ?? {}),
    dataset: header.dataset?.name ?? header.task,
    samples: (samples ?? []).map((value, at) => {
      const what = `sample ${at + 1}`;
      const sample = readForeign(value, sampleSchema, { file, what });
      return {
        ...toSample(sample, header, notes),
        own: orFault(() => readOwnPart(sample.metadata), { file, what: `${what}, metadata` }),
      };
    }),
    setup: orFault(() => readOwnSetup(own), { file, what: "eval.metadata" }),
    notes: notes.list(),
  };
}

function toolOf(packages: Readonly<Record<string, unknown>>): string {
  const name = packages["inspect_ai"] === undefined && OWN_KEY in packages ? OWN_KEY : "inspect_ai";
  const version = packages[name];
  return typeof version === "string" ? `${name} ${version}` : name;
}

function toSample(sample: Sample, header: Header, notes: Notes): Omit<ForeignSample, "own"> {
  const { error, limit, total_time: seconds } = sample;
  const scores = Object.entries(sample.scores ?? {}).map(([name, each]) =>
    toScore(name, each, notes),
  );
  const { usage: used, costUsd, hasCalled } = toMoney(sample, header.model, notes);
  return {
    task: `${sample.id}`,
    // Where a log names no solver, there is one all the same.
    solver: header.solver ?? header.model,
    model: header.model,
    epoch: sample.epoch - 1,
    status: statusOf(sample, scores),
    limit: limit ? LIMITS[limit.type] : undefined,
    error: error?.message,
    scores,
    calls: sample.turn_count ?? Number(hasCalled),
    usage: used,
    costUsd,
    metadata: sample.metadata,
    runId: sample.uuid,
    seed: header.model_generate_config?.seed ?? undefined,
    startedAt: toIsoTime(sample.started_at),
    totalMs: durationMs.safeParse((seconds ?? Number.NaN) * 1000).data,
  };
}

const LIMITS: Readonly<Record<string, SampleResult["limit"]>> = {
  token: "tokens",
  time: "time",
  working: "time",
  cost: "money",
};

/** The first scorer decides, as it does in Inspect's own headline. */
function statusOf({ error, limit }: Sample, [first]: readonly Score[]): SampleStatus {
  if (error) return "error";
  if (first?.value === "pass") return "accepted";
  if (limit) return "stopped";
  return first?.value === "fail" ? "unsolved" : "inconclusive";
}

const GRADES: Readonly<Record<string, number>> = { C: 1, P: 0.5, I: 0 };

function toScore(
  scorer: string,
  { value, explanation, reason }: z.output<typeof score>,
  notes: Notes,
): Score {
  const said = explanation ?? "";
  if (value === "N" && (reason === "inconclusive" || reason === "not-applicable"))
    return { scorer, value: reason, reason: said };
  const grade = typeof value === "string" ? GRADES[value] : Number(value);
  const isGrade = ["string", "number", "boolean"].includes(typeof value);
  if (isGrade && grade === 1) return { scorer, value: "pass", reason: "" };
  if (isGrade && grade !== undefined && grade >= 0 && grade < 1) {
    if (grade > 0) notes.count("scores between 0 and 1: they fail");
    return { scorer, value: "fail", reason: said || (grade > 0 ? `Graded ${grade}` : "") };
  }
  if (value === "N") return { scorer, value: "fail", reason: said || "No answer" };
  notes.count("scores that neither pass nor fail: inconclusive");
  return { scorer, value: "inconclusive", reason: said || `Graded ${JSON.stringify(value)}` };
}

/** Inspect's input leaves out what was cached; ours holds it. Other models graded: theirs is not the solver's. */
function toMoney({ model_usage: byModel }: Sample, model: string, notes: Notes) {
  const own = byModel?.[model];
  for (const name of Object.keys(byModel ?? {}))
    if (name !== model) notes.count("samples with tokens of other models, e.g. graders: left out");
  const cached = own?.input_tokens_cache_read ?? 0;
  const cacheWritten = own?.input_tokens_cache_write ?? 0;
  const used: TokenUsage = {
    input: (own?.input_tokens ?? 0) + cached + cacheWritten,
    output: own?.output_tokens ?? 0,
    cached,
    cacheWritten,
    reasoning: own?.reasoning_tokens ?? 0,
  };
  return { usage: used, costUsd: own?.total_cost, hasCalled: own !== undefined };
}
