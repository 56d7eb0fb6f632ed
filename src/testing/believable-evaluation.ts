/** An evaluation that looks like one that was run: for reports, whose readers look at everything at once. */

import type { CheckPhase } from "../domain/check-phase.ts";
import type { SampleResult, SampleStatus, SampleTiming } from "../domain/evaluation.ts";
import type { RunEvent } from "../domain/run.ts";
import type { StoredEvaluation } from "../evaluation/run/evaluation-record.ts";
import { encodeEvent, encodeHeader } from "../pipeline/record/journal.ts";
import { createDraw } from "../std/create-draw.ts";
import { toJsonLine } from "../std/json-line.ts";
import {
  accepted,
  attempt as anAttempt,
  setup as aRun,
  callRecord,
  diagnostic,
  plan,
  rejected,
  response,
} from "./builders.ts";
import { evaluationSetup, sampleResult, sampleTiming } from "./evaluations.ts";

export interface BelievableOptions {
  readonly id?: string | undefined;
  readonly tasks: number;
  /** Ids of solvers, the ablest first. */
  readonly solvers: readonly string[];
  readonly epochs?: number | undefined;
  readonly seed?: number | undefined;
}

export interface BelievableEvaluation extends StoredEvaluation {
  /** What each run's journal holds, by its id. */
  readonly journals: ReadonlyMap<string, readonly RunEvent[]>;
}

const CATEGORIES = [
  ...["strings", "lists", "maps and sets", "parsing", "dates", "numbers", "recursion", "effects"],
];
const COMPLEXITIES = ["simple", "moderate", "complex"] as const;
const CODES: readonly (readonly [CheckPhase, string | undefined, string])[] = [
  ["type", "TS2322", "Type 'string | undefined' is not assignable to type 'string'"],
  ["type", "TS2345", "Argument of type 'number' is not assignable to parameter of type 'Date'"],
  ["syntax", "TS1005", "';' expected"],
  ["example", undefined, "slugify('Ä b') gives 'a-b', which should be 'ae-b'"],
  ["signature", "S1", "The function takes 2 parameters, which should be 3"],
  ["response", undefined, "The answer holds no code"],
];

/** Tasks in eight categories, solved by solvers that differ; the same wishes give the same evaluation. */
export function believableEvaluation({
  id = "believable",
  tasks,
  solvers,
  epochs = 1,
  seed = 1,
}: BelievableOptions): BelievableEvaluation {
  const draw = createDraw(seed);
  const results: SampleResult[] = [];
  const timings: SampleTiming[] = [];
  const journals = new Map<string, readonly RunEvent[]>();
  for (const [rank, solver] of solvers.entries())
    for (let task = 0; task < tasks; task += 1)
      for (let epoch = 0; epoch < epochs; epoch += 1) {
        const made = oneSample({ index: results.length, task, epoch, solver, rank, draw });
        results.push(made.result);
        timings.push(made.timing);
        journals.set(made.result.runId, made.events);
      }
  const setup = evaluationSetup({
    dataset: "believable",
    taskIds: [...new Set(results.map(({ task }) => task))],
    solvers: solvers.map((name) => ({
      ...evaluationSetup().solvers[0]!,
      ...{ id: name, model: name },
    })),
    epochs,
    scorers: ["verdict", "hidden-examples"],
  });
  return { id, setup, results, timings, journals };
}

interface Place {
  readonly index: number;
  readonly task: number;
  readonly epoch: number;
  readonly solver: string;
  /** 0 for the ablest. */
  readonly rank: number;
  readonly draw: () => number;
}

function oneSample({ index, task, epoch, solver, rank, draw }: Place) {
  const category = CATEGORIES[task % CATEGORIES.length] ?? "";
  const complexity = COMPLEXITIES[Math.floor(task / CATEGORIES.length) % 3] ?? "simple";
  const ability = 0.86 - rank * 0.17 - COMPLEXITIES.indexOf(complexity) * 0.12 - (task % 8) * 0.04;
  const attempts = [0, 1, 2, 3].findIndex(() => draw() < ability * 0.8) + 1 || 4;
  const isAccepted = attempts < 4 || draw() < ability * 0.5;
  const status = isAccepted ? "accepted" : failing(draw());
  const isRight = isAccepted && draw() < 0.9;
  const shown = CODES[Math.floor(draw() ** 2 * CODES.length)] ?? CODES[0]!;
  const [phase, code, message] = shown;
  const refused = isAccepted ? attempts - 1 : attempts;
  const runId = `${index}-${task}-${epoch}-${rank}`;
  const modelMs = 400 + draw() ** 3 * 14_000 * (1 + rank);
  const each = { modelMs: Math.round(modelMs), checkMs: Math.round(60 + draw() * 500) };
  const usage = {
    input: 900 + task,
    output: 150 + rank * 80,
    cached: 600,
    cacheWritten: 100,
    reasoning: 0,
  };
  const costUsd = Number((attempts * (0.0004 + draw() ** 4 * 0.02)).toFixed(6));
  const result = sampleResult({
    ...{ index, category, complexity, solver, epoch, runId, status, attempts, usage, costUsd },
    task: `${category.replaceAll(" ", "-")}.task-${task}`,
    language: "toy",
    split: task % 4 === 0 ? "held-out" : "development",
    model: solver,
    fault:
      status === "error"
        ? { code: "model/unavailable", message: "Cannot ask the model: it is overloaded" }
        : undefined,
    limit: status === "stopped" ? "money" : undefined,
    isFirstPass: isAccepted && attempts === 1,
    diagnostics: Array.from({ length: refused }, (_none, at) => ({
      ...{ attempt: at + 1, phase, code, message },
    })),
    fallback: status === "unsolved" ? "stub" : undefined,
    scores: [
      { scorer: "verdict", value: isAccepted ? "pass" : "fail", reason: "" },
      {
        scorer: "hidden-examples",
        value: isAccepted ? (isRight ? "pass" : "fail") : "not-applicable",
        reason: isAccepted && !isRight ? "f(0) gives 1, which should be 0" : "",
      },
    ],
    calls: attempts,
    savedUsd: Number((costUsd * 0.3).toFixed(6)),
    wastedUsd: Number(((costUsd * refused) / attempts).toFixed(6)),
    confidence: isAccepted
      ? Math.round((isRight ? 0.55 + draw() * 0.44 : 0.3 + draw() * 0.5) * 100) / 100
      : undefined,
  });
  const timing = sampleTiming({
    index,
    startedAt: `2026-11-21T09:${String(index % 60).padStart(2, "0")}:00.000Z`,
    totalMs: attempts * (each.modelMs + each.checkMs) + 240,
    modelMs: attempts * each.modelMs,
    checkMs: attempts * each.checkMs,
    scoreMs: 90,
    attempts: Array.from({ length: attempts }, () => each),
  });
  return { result, timing, events: eventsOf(result, timing) };
}

const failing = (drawn: number): SampleStatus =>
  drawn < 0.8 ? "unsolved" : drawn < 0.88 ? "inconclusive" : drawn < 0.94 ? "stopped" : "error";

function eventsOf(result: SampleResult, timing: SampleTiming): readonly RunEvent[] {
  const { runId, solver, diagnostics, status, attempts, costUsd, savedUsd, usage, fallback } =
    result;
  const perAttempt = Array.from({ length: attempts }, (_none, at): readonly RunEvent[] => {
    const isLast = at + 1 === attempts;
    const seen = diagnostics.find((each) => each.attempt === at + 1);
    const text = bodyOf(result.task, at);
    const attempt = anAttempt({
      plan:
        at === 0
          ? plan()
          : plan({ kind: "repair", reason: "what was refused is shown", basis: at - 1 }),
      response: response({
        text,
        askedOf: solver,
        usage,
        timeMs: timing.attempts[at]?.modelMs ?? 0,
      }),
      candidate: { language: "toy", path: "sum.toy", text, companions: [] },
      verdict:
        isLast && status === "accepted"
          ? accepted()
          : rejected({
              diagnostics: [
                diagnostic({
                  phase: seen?.phase ?? "type",
                  code: seen?.code,
                  message: seen?.message ?? "",
                  span: { file: "sum.toy", start: text.indexOf("const"), end: text.length },
                }),
              ],
            }),
      checkTimeMs: timing.attempts[at]?.checkMs ?? 0,
    });
    const call = callRecord({
      ...{ askedOf: solver, usage, source: at % 3 === 2 ? "cache" : "provider" },
      ...{ costUsd: costUsd / attempts, savedUsd: savedUsd / attempts },
    });
    return [
      { type: "call-end", attempt: at + 1, call },
      { type: "attempt-end", number: at + 1, attempt },
    ];
  });
  const left: readonly RunEvent[] =
    fallback === undefined
      ? []
      : [
          {
            type: "fallback-end",
            strategy: fallback,
            reason: diagnostics.at(-1)?.code ?? "example",
            ...{ model: solver, timeMs: 12 },
            fallback: {
              ...{ strategy: fallback, path: "sum.toy", text: "", companions: [] },
              ...{ openPoints: ["everything"], verdict: accepted() },
            },
          },
        ];
  return [
    { type: "run-start", runId, ...aRun({ model: solver }) },
    ...perAttempt.flat(),
    ...left,
    {
      type: "run-end",
      status: "exhausted",
      limit: undefined,
      artifact: undefined,
    },
  ];
}

const bodyOf = (task: string, at: number): string =>
  [
    `/** ${task}: what it gives is never empty. */`,
    "export function solve(text: string): string {",
    "  const words = text",
    at > 0 ? '    .normalize("NFKD")' : "    .trim()",
    "    .split(/\\s+/)",
    '    .filter((word) => word !== "");',
    ...(at > 1 ? ["  if (words.length === 0) return text;"] : []),
    ...Array.from({ length: 8 }, (_none, line) => `  words.push(String(${line}));`),
    at > 0 ? '  return words.join("-").toLowerCase();' : '  return words.join("-");',
    "}",
    "",
  ].join("\n");

/** The files of an evaluation, by their paths in its project. */
export function evaluationFiles({
  id,
  setup,
  results,
  timings,
  journals,
}: BelievableEvaluation): Readonly<Record<string, string>> {
  const lines = (values: readonly unknown[]): string =>
    values.map((value) => `${toJsonLine(value)}\n`).join("");
  const folder = `.specwright/evaluations/${id}`;
  return {
    [`${folder}/setup.json`]: JSON.stringify(setup),
    [`${folder}/results.jsonl`]: lines(results),
    [`${folder}/timings.jsonl`]: lines(timings),
    ...Object.fromEntries(
      [...journals].map(([runId, events]) => [
        `.specwright/runs/${runId}.jsonl`,
        [
          encodeHeader({ specwright: "0.0.0" }),
          ...events.map((event, at) => encodeEvent(event, at + 1, "2026-11-21T09:00:00.000Z")),
        ]
          .map((line) => `${line}\n`)
          .join(""),
      ]),
    ),
  };
}
