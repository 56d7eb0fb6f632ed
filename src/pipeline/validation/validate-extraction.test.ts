import { describe, expect, test } from "vitest";
import type { RunEvent } from "../../domain/run.ts";
import type { Checker } from "../../ports/language-pack.ts";
import { accepted, diagnostic, inconclusive, rejected } from "../../testing/builders.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { type Judged, validateExtraction } from "./validate-extraction.ts";

const machine = await testMachine();
const toy = (text: string) => ({ language: "toy", path: "x.toy", text, companions: [] });

/** What comes of a candidate; the checker accepts "right", and turns "wrong" into what `fixTo` says. */
async function validate(text: string | undefined, fixTo?: string, fillTo?: string) {
  const pack = fakeLanguagePack((candidate) => {
    if (candidate.text === "right") return accepted();
    return candidate.text === "slow" ? inconclusive() : rejected();
  });
  const fix: Checker["fix"] = async () =>
    fixTo === undefined
      ? undefined
      : { candidate: toy(fixTo), fixes: [{ code: "T1", title: "make it right" }] };
  const checker: Checker = { ...(await pack.openChecker(machine)), fix };
  const extraction =
    text === undefined
      ? { candidate: undefined, diagnostics: [diagnostic()] }
      : ({ candidate: toy(text), diagnostics: [] } as const);
  const steps = validateExtraction(extraction, {
    checker,
    clock: createFakeClock(),
    specification: undefined,
    profile: "plain",
    checkTimeoutMs: 1000,
    attempt: 1,
    fillHoles: async () => (fillTo === undefined ? undefined : toy(fillTo)),
    signal: undefined,
  });
  const events: RunEvent["type"][] = [];
  for (;;) {
    const { value, done } = await steps.next();
    if (done === true) return { judged: value as Judged, events, checked: pack.checked };
    events.push(value.type);
  }
}

describe("validateExtraction()", () => {
  test("rejects a response that holds no candidate", async () => {
    const { judged, checked } = await validate(undefined, "right");

    expect(judged).toMatchObject({ verdict: { status: "rejected", phase: "response" }, fixes: [] });
    expect(checked).toEqual([]);
  });

  test("judges a fixed candidate anew, and tells of the fixes", async () => {
    const { judged, events, checked } = await validate("wrong", "right");

    expect(judged).toMatchObject({
      candidate: { text: "right" },
      fixes: [{ code: "T1" }],
      verdict: { status: "accepted" },
    });
    expect(events).toEqual(["check-start", "fix-end"]);
    expect(checked.map(({ text }) => text)).toEqual(["wrong", "right"]);
  });

  test("accepts no fixed candidate on its word: the guard and the checker decide", async () => {
    const stillWrong = await validate("wrong", "other");
    const bypass = await validate("wrong", "trust me");

    expect(stillWrong.judged.verdict.status).toBe("rejected");
    expect(bypass.judged.verdict).toMatchObject({ status: "rejected", phase: "guard" });
  });

  test("judges a candidate with its holes filled, and tells that they were", async () => {
    const right = await validate("open", undefined, "right");
    const wrong = await validate("open", "right", "wrong");

    expect(right.judged).toMatchObject({
      candidate: { text: "right" },
      fixes: [{ code: "holes-filled" }],
      verdict: { status: "accepted" },
    });
    expect(right.events).toEqual(["fix-end", "check-start"]);
    expect(wrong.judged).toMatchObject({
      candidate: { text: "right" },
      fixes: [{ code: "holes-filled" }, { code: "T1" }],
    });
    expect(wrong.checked.map(({ text }) => text)).toEqual(["wrong", "right"]);
  });

  test("fixes nothing that is accepted, or of which nothing is known", async () => {
    for (const text of ["right", "slow"]) {
      const { judged, events } = await validate(text, "other");

      expect(judged).toMatchObject({ candidate: { text }, fixes: [] });
      expect(events).toEqual(["check-start"]);
    }
  });

  test("leaves a rejected candidate alone for which there is no fix", async () => {
    const { judged } = await validate("wrong");

    expect(judged).toMatchObject({ candidate: { text: "wrong" }, fixes: [] });
  });
});
