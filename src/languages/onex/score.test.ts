import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHECK_PHASES, type CheckPhase } from "../../domain/check-phase.ts";
import type { Diagnostic, Severity } from "../../domain/diagnostic.ts";
import { diagnostic } from "../../testing/builders.ts";
import { scoreNode } from "./score.ts";

const held = (...phases: readonly CheckPhase[]) =>
  phases.map((phase) => ({
    phase,
    tool: { name: "t", version: "1" },
    count: 1,
    sandbox: undefined,
  }));
const found = (code: string, phase: CheckPhase, severity: Severity = "error"): Diagnostic =>
  diagnostic({ code, phase, severity });
const ALL = held("syntax", "type", "compliance", "security");
const valueOf = (score: ReturnType<typeof scoreNode>, wanted: string) =>
  score.stages.find(({ stage }) => stage === wanted)?.value;

describe("scoreNode()", () => {
  test("is 1 where every stage ran and found nothing", () => {
    expect(scoreNode({ diagnostics: [], checks: ALL, notRun: [] })).toMatchObject({
      value: 1,
      atBest: 1,
    });
  });

  test("takes off what findings cost, each from its own stage", () => {
    const diagnostics = [
      found("TYP002", "compliance", "warning"),
      found("ERR001", "compliance"),
      found("QUA001", "compliance"),
      found("SEC001", "security", "warning"),
      found("EXAMPLE", "example"),
    ];

    const score = scoreNode({ diagnostics, checks: ALL, notRun: [] });

    expect(score.stages.map(({ value }) => value)).toEqual([1, 0.9, 0.5, 0.5, 0.9]);
    expect(score.value).toBe(0.765);
  });

  test("gives nothing for what was not run, and says so", () => {
    const notRun = [{ phase: "type" as const, tool: "pyright", why: "it is not installed" }];

    const score = scoreNode({ diagnostics: [], checks: held("syntax", "compliance"), notRun });

    expect(score).toMatchObject({ value: 0.65, atBest: 1 });
    expect(score.stages[1]).toMatchObject({
      value: undefined,
      why: "pyright was not run: it is not installed",
    });
    expect(score.stages[4]).toMatchObject({ value: undefined, why: "not run" });
  });

  test("counts what the rules say of types, though no type checker ran", () => {
    const checks = held("syntax", "compliance", "security");

    const score = scoreNode({ diagnostics: [found("TYP001", "compliance")], checks, notRun: [] });

    expect(score).toMatchObject({ value: 0.8, atBest: 0.9 });
  });

  test("leaves a text that cannot be parsed nothing", () => {
    const score = scoreNode({ diagnostics: [found("SYN001", "syntax")], checks: [], notRun: [] });

    expect(score.value).toBe(0);
    expect(score.atBest).toBe(0.75);
  });

  test("is nothing where nothing was run", () => {
    expect(scoreNode({ diagnostics: [], checks: [], notRun: [] })).toMatchObject({
      value: 0,
      atBest: 1,
    });
  });

  test("lies between 0 and 1, never above what it may be at best, and no finding makes it better", () => {
    const phases = fc.constantFrom(...CHECK_PHASES);
    const finding = fc
      .record({
        code: fc.constantFrom("SYN001", "TYP001", "QUA001", "ERR001", "SEC001"),
        phase: phases,
        severity: fc.constantFrom<Severity>("error", "warning", "information", "hint"),
      })
      .map(({ code, phase, severity }) => found(code, phase, severity));

    fc.assert(
      fc.property(fc.array(finding), finding, fc.array(phases), (diagnostics, more, ran) => {
        const checks = held(...ran, more.phase);
        const score = scoreNode({ diagnostics, checks, notRun: [] });
        const worse = scoreNode({ diagnostics: [...diagnostics, more], checks, notRun: [] });

        expect(score.value).toBeGreaterThanOrEqual(0);
        expect(score.value).toBeLessThanOrEqual(score.atBest);
        expect(score.atBest).toBeLessThanOrEqual(1);
        expect(worse.value).toBeLessThanOrEqual(score.value);
      }),
    );
  });

  test("knows the stage of a signature", () => {
    const score = scoreNode({ diagnostics: [found("S1", "signature")], checks: ALL, notRun: [] });

    expect(valueOf(score, "types")).toBe(0.5);
  });
});
