import { describe, expect, test } from "vitest";
import type { Specification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import { createScriptedModel, type ScriptedAnswer } from "../providers/index.ts";
import {
  accepted,
  diagnostic,
  formalSpecification,
  rejected,
  specification,
} from "../testing/builders.ts";
import { fakeLanguagePack } from "../testing/fake-language-pack.ts";
import { fakeMarkedPack } from "../testing/fake-marked-pack.ts";
import { createMemoryEnvironment } from "../testing/memory-environment.ts";
import { review } from "./review.ts";

const FILE = "sum.toy";
const TEXT = "one = 1\ntwo = one + one\n";
const tool = { name: "toy", version: "1" };
const held = (...phases: Verdict["phase"][]): Verdict["checks"] =>
  phases.map((phase) => ({ phase, tool, count: 1, sandbox: "box" }));
const finding = (id: string, wishes: object = {}): object => ({
  id,
  status: "met",
  severity: "information",
  lines: { start: 2, end: 2 },
  quote: "one + one",
  reason: "It adds.",
  ...wishes,
});
const findings = (...all: object[]): string => JSON.stringify({ findings: all });

/** Runs what it is asked: a call is right when the file holds it. */
function runningPack(): LanguagePack {
  const pack = fakeLanguagePack(() => accepted());
  return {
    ...pack,
    canRun: () => true,
    openChecker: async (machine) => ({
      ...(await pack.openChecker(machine)),
      check: async ({ text, path }, { specification: asked }) => {
        if (text.includes("broken")) return rejected({ phase: "type" });
        const wrong = asked?.examples.filter(({ call }) => !text.includes(call)) ?? [];
        const span = { file: path, start: 8, end: 11 };
        if (wrong.length > 0)
          return rejected({
            phase: "example",
            checks: held("type", "signature"),
            diagnostics: wrong.map(({ call }) => diagnostic({ message: `${call} is wrong`, span })),
          });
        return accepted({ phase: "example", checks: held("type", "signature", "example") });
      },
    }),
  };
}

const example = (call: string): Specification["examples"][number] => ({
  call,
  expected: { kind: "returns", expression: "2" },
});
const run = (
  asked: Specification,
  answers: readonly ScriptedAnswer[] | undefined,
  { text = TEXT, language = runningPack() }: { text?: string; language?: LanguagePack } = {},
) => {
  const model = answers === undefined ? undefined : createScriptedModel(answers);
  const environment = createMemoryEnvironment(model, { files: { [FILE]: text }, language });
  return { model, done: review(FILE, asked, environment) };
};
const asked = specification({
  requirements: ["It adds", "It is short"],
  examples: [example("two"), example("nine")],
  signature: "two: number",
}) as Specification;

describe("review()", () => {
  test("gives one finding for each requirement, in order, decided by whoever can", async () => {
    const { done, model } = run(asked, [findings(finding("R1"), finding("R2"))]);

    const { status, findings: found } = await done;

    expect(status).toBe("violated");
    expect(
      found.map((one) => [one.requirement.id, one.requirement.kind, one.status, one.decidedBy]),
    ).toEqual([
      ["R1", "requirement", "met", "model"],
      ["R2", "requirement", "met", "model"],
      ["R3", "example", "met", "checker"],
      ["R4", "example", "violated", "checker"],
      ["R5", "signature", "met", "checker"],
      ["R6", "checker", "met", "checker"],
    ]);
    expect(found[0]?.place).toEqual({
      span: { file: FILE, start: 14, end: 23 },
      lines: { start: 2, end: 2 },
    });
    expect(found[3]).toMatchObject({
      place: { lines: { start: 2, end: 2 } },
      evidence: "nine is wrong",
    });
    expect(model?.requests[0]?.messages.at(-1)?.text).not.toContain("nine");
  });

  test("asks nothing about what the checker decided, whatever a model would say", async () => {
    const wish = specification({ requirements: ["It adds"], examples: [example("nine")] });
    const claims = findings(finding("R1"), finding("R2"));

    const { done } = run(wish, [claims, claims]);

    await expect(done).rejects.toMatchObject({ code: "model/unusable-answer" });
  });

  test("takes what a model does not mention for unclear, never for met", async () => {
    const { done } = run(specification({ requirements: ["It adds", "It is short"] }), [
      findings(finding("R1")),
    ]);

    expect(await done).toMatchObject({
      status: "unclear",
      findings: [{ status: "met" }, { status: "unclear", reason: "The model did not say" }, {}],
    });
  });

  test("never turns a red check green", async () => {
    const claims = ["R1", "R2", "R3", "R4", "R5"].map((id) => finding(id));

    const { status, findings: found } = await run(asked, [findings(...claims)], {
      text: `broken one + one\n${TEXT}`,
    }).done;

    expect(status).toBe("violated");
    expect(found.map((one) => one.status)).toEqual([
      ...["met", "met", "unclear", "unclear", "unclear"],
      "violated",
    ]);
  });

  test("holds to a red verdict that no single example explains", async () => {
    const pack = fakeLanguagePack(() => rejected({ phase: "example", checks: held("type") }));
    const alone = { ...pack, canRun: () => true };

    const { status, findings: found } = await run(specification(), undefined, { language: alone })
      .done;

    expect(status).toBe("violated");
    expect(found.at(-1)).toMatchObject({ requirement: { kind: "checker" }, status: "violated" });
  });

  test("asks once more for a quote that does not occur, then believes the claim no more", async () => {
    const wish = specification({ requirements: ["It adds", "It is short"] });
    const claims = findings(finding("R1", { quote: "one * one" }), finding("R2"));

    const { done, model } = run(wish, [claims, claims]);

    expect(await done).toMatchObject({
      status: "unclear",
      findings: [
        { status: "unclear", reason: expect.stringContaining("should occur in the file") },
        { status: "met" },
        {},
      ],
      model: { reasks: 1 },
    });
    expect(model?.requests).toHaveLength(2);
  });

  test.each([
    ["lines beyond the file", { lines: { start: 2, end: 3 } }],
    ["met without a quote", { quote: null }],
    ["a quote that shows nothing", { quote: "=" }],
  ])("does not believe %s", async (_name, wishes) => {
    const claims = findings(finding("R1", wishes));

    const { findings: found } = await run(specification(), [claims, claims]).done;

    expect(found[0]).toMatchObject({ status: "unclear", decidedBy: "nobody", place: undefined });
  });

  test("takes two findings about one requirement for no answer", async () => {
    const claims = findings(finding("R1"), finding("R1", { status: "violated" }));

    await expect(run(specification(), [claims, claims]).done).rejects.toMatchObject({
      code: "model/unusable-answer",
      message: expect.stringContaining("R1 twice"),
    });
  });

  test("takes a violation for what is not there, without a place", async () => {
    const claim = finding("R1", {
      status: "violated",
      severity: "warning",
      lines: null,
      quote: null,
    });

    const { findings: found } = await run(specification(), [findings(claim)]).done;

    expect(found[0]).toMatchObject({ status: "violated", severity: "warning", place: undefined });
  });

  test("asks no model where the checker decides all but what it is told to leave", async () => {
    const { done } = run(asked, undefined);

    expect(await done).toMatchObject({
      model: undefined,
      findings: [{ reason: "No model was asked" }, { status: "unclear" }, {}, {}, {}, {}],
    });
  });

  test("runs nothing where nothing isolates, and believes no model that says it would pass", async () => {
    const language = { ...runningPack(), canRun: () => false };
    const claims = ["R1", "R2", "R3", "R4"].map((id) => finding(id));

    const { findings: found } = await run(asked, [findings(...claims)], { language }).done;

    expect(found.map((one) => one.status)).toEqual([
      ...["met", "met", "unclear", "unclear", "met", "met"],
    ]);
    expect(found[2]?.reason).toContain("isolates");
  });

  test("runs the examples where only the tests cannot be run", async () => {
    const language: LanguagePack = {
      ...runningPack(),
      canRun: ({ testFiles }) => testFiles.length === 0,
    };
    const testFiles = [{ path: "sum.test.toy", text: "" }];
    const wish = specification({ examples: [example("two")], testFiles });

    const { findings: found } = await run(wish, undefined, { language }).done;

    expect(found.map((one) => [one.requirement.kind, one.status])).toEqual([
      ["wish", "unclear"],
      ["example", "met"],
      ["tests", "unclear"],
      ["checker", "met"],
    ]);
  });

  test("refuses what does not fit before anything is asked", async () => {
    const model = createScriptedModel([], { contextWindowTokens: 500 });
    const environment = createMemoryEnvironment(model, {
      files: { [FILE]: TEXT },
      language: runningPack(),
    });

    await expect(review(FILE, specification(), environment)).rejects.toMatchObject({
      code: "model/context-too-long",
    });
    expect(model.requests).toEqual([]);
  });
});

describe("review() of a file of contracts", () => {
  const proof = { phase: "proof", checks: held("lock", "proof") } as const;

  test.each([
    ["met", accepted(proof)],
    ["violated", rejected({ ...proof, checks: held("lock") })],
    ["violated", rejected({ phase: "lock" })],
  ] as const)("is %s by the verifier's word, and asks no model", async (status, verdict) => {
    const language = fakeMarkedPack(() => verdict);

    const found = await run(formalSpecification(), [], { language }).done;

    expect(found.status).toBe(status);
    expect(found.findings).toHaveLength(1);
    expect(found.model).toBeUndefined();
  });
});
