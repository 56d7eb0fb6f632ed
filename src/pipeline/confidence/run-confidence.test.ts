import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Attempt } from "../../domain/attempt.ts";
import type { CheckPhase } from "../../domain/check-phase.ts";
import { accepted, attempt, inconclusive, plan, rejected } from "../../testing/builders.ts";
import { measureRun } from "./run-confidence.ts";

const tool = { name: "toy", version: "1" };
const passed = (examples: number, tests = 0): Attempt["verdict"] =>
  accepted({
    checks: (
      [
        ["guard", 1],
        ["example", examples],
        ["test", tests],
      ] as const
    ).map(([phase, count]) => ({ phase: phase as CheckPhase, tool, count, sandbox: "box" })),
  });
const done = (wishes: Partial<Attempt> = {}): Attempt => attempt({ verdict: passed(2), ...wishes });
const fixes = (count: number): Attempt["fixes"] =>
  Array.from({ length: count }, () => ({ code: undefined, title: "a fix" }));
const rounds = (count: number): readonly Attempt[] =>
  Array.from({ length: count }, () => attempt({ plan: plan({ kind: "repair", basis: 0 }) }));
/** A whole run that ends well, with so much of everything. */
const run = (n: {
  readonly examples: number;
  readonly tests: number;
  readonly repairs: number;
  readonly escalation: number;
  readonly fixes: number;
  readonly samples: number;
}): readonly Attempt[] => [
  ...Array.from({ length: n.samples }, (_, at) =>
    attempt({ candidate: { language: "toy", path: "sum.toy", text: `${at}`, companions: [] } }),
  ),
  ...rounds(n.repairs),
  done({
    plan: plan({ kind: "resample", escalation: n.escalation }),
    fixes: fixes(n.fixes),
    verdict: passed(n.examples, n.tests),
  }),
];
const few = fc.nat(80);
const anyRun = fc.record({
  examples: few,
  tests: few,
  repairs: fc.nat(20),
  escalation: fc.nat(5),
  fixes: few,
  samples: fc.nat(30),
});

describe("measureRun()", () => {
  test("is never lowered by more examples or tests, never raised by more help or disagreement", () => {
    fc.assert(
      fc.property(anyRun, fc.integer({ min: 1, max: 9 }), (n, more) => {
        const { value } = measureRun(run(n));

        for (const key of ["examples", "tests"] as const)
          expect(measureRun(run({ ...n, [key]: n[key] + more })).value).toBeGreaterThanOrEqual(
            value,
          );
        for (const key of ["repairs", "escalation", "fixes", "samples"] as const)
          expect(measureRun(run({ ...n, [key]: n[key] + more })).value).toBeLessThanOrEqual(value);
      }),
    );
  });

  test("lies in [0, 1], is 0 only for what was not accepted, and is the sum of its factors", () => {
    fc.assert(
      fc.property(anyRun, (n) => {
        const { value, factors } = measureRun(run(n));

        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThanOrEqual(1);
        const sum = factors.reduce((total, { contribution }) => total + contribution, 0);
        expect(Math.log(value / (1 - value))).toBeCloseTo(sum, 6);
      }),
    );
  });

  test.each([
    ["a rejected", [attempt({ verdict: rejected() })]],
    ["an inconclusive", [done(), attempt({ verdict: inconclusive() })]],
    ["an absent", []],
    ["a candidate-less", [done({ candidate: undefined })]],
  ])("is 0 for %s attempt", (_name, attempts) => {
    expect(measureRun(attempts).value).toBe(0);
  });

  test("grows with each thing that helps, to the last decimal", () => {
    const value = (attempts: readonly Attempt[]): number => measureRun(attempts).value;

    expect(value([done({ verdict: passed(3) })])).toBeGreaterThan(value([done()]));
    expect(value([done({ verdict: passed(2, 1) })])).toBeGreaterThan(value([done()]));
    expect(value([...rounds(1), done()])).toBeLessThan(value([done()]));
    expect(value([done({ fixes: fixes(1) })])).toBeLessThan(value([done()]));
    expect(value([done({ plan: plan({ escalation: 1 }) })])).toBeLessThan(value([done()]));
  });

  test("counts samples as alike by verdict, or by text with another layout", () => {
    const like = (text: string, verdict = rejected()): Attempt =>
      attempt({ candidate: { language: "toy", path: "sum.toy", text, companions: [] }, verdict });
    const last = done({ plan: plan({ kind: "resample" }) });
    const nameOf = (first: Attempt): string | undefined =>
      measureRun([first, last]).factors.find(({ name }) => name.endsWith("samples"))?.name;

    expect(nameOf(like("1 + 1\n =  2"))).toBe("agreeing samples");
    expect(nameOf(like("other", accepted()))).toBe("agreeing samples");
    expect(nameOf(like("other"))).toBe("differing samples");
  });

  test("takes nothing from what the model says of itself", () => {
    const boast = done({ response: { ...done().response, text: "I am 100 % sure" } });

    expect(measureRun([boast])).toEqual(measureRun([done()]));
  });
});
