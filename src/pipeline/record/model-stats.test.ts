import { describe, expect, test } from "vitest";
import type { Attempt } from "../../domain/attempt.ts";
import type { DecodingReport } from "../../domain/decoding.ts";
import type { RunEvent } from "../../domain/run.ts";
import { spreadOf } from "../../std/spread-of.ts";
import {
  accepted,
  attempt as anAttempt,
  callRecord,
  diagnostic,
  inconclusive,
  plan,
  rejected,
  response,
  setup,
} from "../../testing/builders.ts";
import { sumModelStats } from "./model-stats.ts";

const report = (wishes: Partial<DecodingReport> = {}): DecodingReport => ({
  tokens: 100,
  sampled: 110,
  forced: 5,
  drafted: 0,
  draftsKept: 0,
  takenBack: 15,
  refusals: { syntax: 3, type: 2, semantic: 0, context: 0 },
  relaxations: [],
  ended: "complete",
  timeMs: 2000,
  modelMs: 1500,
  constraintMs: 500,
  perToken: spreadOf([1, 2]),
  perMask: spreadOf([3]),
  perStatement: spreadOf([]),
  cacheHits: 1,
  cacheLookups: 4,
  ...wishes,
});

interface RunParts {
  readonly attempts: readonly Attempt[];
  readonly reports?: readonly DecodingReport[];
  readonly isConstrained?: boolean;
  readonly status?: Extract<RunEvent, { type: "run-end" }>["status"] | undefined;
  readonly more?: readonly RunEvent[];
}

const run = ({
  attempts,
  reports = [],
  isConstrained = false,
  status,
  more = [],
}: RunParts): readonly RunEvent[] => [
  { type: "run-start", runId: "run-1", ...setup({ isConstrained }) },
  ...(isConstrained
    ? [
        {
          type: "enforcement-planned",
          report: { constraint: "a body", by: "toy", levels: [] },
        } as const,
      ]
    : []),
  ...attempts.flatMap((attempt, at): readonly RunEvent[] => {
    const told = reports[at];
    return [
      { type: "attempt-start", attempt: at + 1, plan: plan() },
      ...(told === undefined
        ? []
        : [{ type: "decoding-end", attempt: at + 1, report: told } as const]),
      { type: "attempt-end", number: at + 1, attempt },
    ];
  }),
  ...more,
  ...(status === undefined
    ? []
    : [{ type: "run-end", status, limit: undefined, artifact: undefined } as const]),
];

const rows = (...runs: readonly (readonly RunEvent[])[]) => {
  const sum = sumModelStats();
  for (const each of runs) sum.add(each);
  return sum.rows();
};

const check = (phase: "syntax" | "type" | "example") => ({
  phase,
  tool: { name: "t", version: "1" },
  count: 1,
  sandbox: undefined,
});
const wrong = (phase: "syntax" | "type", category = phase) =>
  anAttempt({ verdict: rejected({ phase, diagnostics: [diagnostic({ category })] }) });

describe("sumModelStats()", () => {
  test("keeps held and free runs of a model apart", () => {
    const [free, held, ...more] = rows(
      run({ attempts: [anAttempt()] }),
      run({ attempts: [anAttempt()], isConstrained: true }),
    );

    expect(free).toMatchObject({ model: "scripted/test", isConstrained: false, runs: 1 });
    expect(held).toMatchObject({ model: "scripted/test", isConstrained: true, runs: 1 });
    expect(more).toEqual([]);
  });

  test("counts what parsed, was well typed, and passed its tests, each of those where it is known", () => {
    const attempts = [
      anAttempt({ candidate: undefined, verdict: rejected({ phase: "response" }) }),
      wrong("syntax"),
      wrong("type"),
      anAttempt({ verdict: rejected({ phase: "guard" }) }),
      anAttempt({ verdict: inconclusive({ phase: "type" }) }),
      anAttempt({
        verdict: rejected({ phase: "example", checks: [check("syntax"), check("type")] }),
      }),
      anAttempt({
        verdict: accepted({ checks: [check("syntax"), check("type"), check("example")] }),
      }),
    ];

    const [row] = rows(run({ attempts, status: "accepted" }));

    expect(row?.attempts).toBe(7);
    expect(row?.checks).toEqual({
      parses: { held: 3, known: 5 },
      types: { held: 2, known: 3 },
      tests: { held: 1, known: 2 },
    });
  });

  test("adds up what constraints took", () => {
    const held = { attempts: [anAttempt(), anAttempt()], isConstrained: true };
    const stuck = report({
      ended: "stuck",
      relaxations: [{ to: "lenient", atToken: 1, why: "stuck" }],
    });

    const [row] = rows(run({ ...held, reports: [report(), stuck] }));

    expect(row?.tokensPerSecond).toBe(50);
    expect(row?.decoding).toMatchObject({
      answers: 2,
      tokens: 200,
      takenBack: 30,
      refusals: { syntax: 6, type: 4, semantic: 0, context: 0 },
      relaxations: 1,
      ended: { complete: 1, closed: 0, length: 0, stuck: 1 },
      constraintShare: 0.25,
      cacheHits: 2,
      cacheLookups: 8,
      perToken: { count: 4, mean: 1.5 },
    });
  });

  test("never counts a fallback as a success", () => {
    const fallback: RunEvent = {
      type: "fallback-end",
      strategy: "stub",
      reason: "type",
      model: "scripted/test",
      timeMs: 1,
      fallback: {
        strategy: "stub",
        path: "a",
        text: "",
        companions: [],
        openPoints: [],
        verdict: accepted(),
      },
    };

    const none: RunEvent = { ...fallback, fallback: undefined };
    const tried = { attempts: [anAttempt()], more: [none], status: "exhausted" } as const;

    const [row] = rows(run({ attempts: [anAttempt()], more: [fallback], status: "exhausted" }));
    expect(rows(run(tried))[0]?.fallbacks).toBe(0);

    expect(row).toMatchObject({ runs: 1, acceptedRuns: 0, fallbacks: 1, ends: { exhausted: 1 } });
  });

  test("gives each model its own answers, and the run to the one that was accepted", () => {
    const other = anAttempt({ response: response({ askedOf: "b/strong" }), verdict: accepted() });

    const [strong, first] = rows(run({ attempts: [wrong("type"), other], status: "accepted" }));

    expect(strong).toMatchObject({ model: "b/strong", runs: 1, acceptedRuns: 1, attempts: 1 });
    expect(first).toMatchObject({ model: "scripted/test", runs: 1, acceptedRuns: 0, attempts: 1 });
  });

  test("takes no speed from answers that were kept", () => {
    const events = run({ attempts: [anAttempt()] });
    const kept: RunEvent = { type: "call-end", attempt: 1, call: callRecord({ source: "cache" }) };

    expect(rows([...events, kept])[0]?.tokensPerSecond).toBeUndefined();
    expect(rows(events)[0]?.tokensPerSecond).toBeCloseTo(5000 / 3);
  });

  test("leaves out what had not begun, and counts what has no end", () => {
    expect(rows([])).toEqual([]);
    expect(rows(run({ attempts: [] }))[0]).toMatchObject({
      runs: 1,
      attempts: 0,
      ends: { unfinished: 1 },
    });
  });
});
