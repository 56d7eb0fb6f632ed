import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Severity } from "../../domain/diagnostic.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { accepted, diagnostic, inconclusive } from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { validateCandidate } from "./validate-candidate.ts";

const machine = await testMachine();

async function validate(text: string, verdict: Verdict, signal?: AbortSignal) {
  const pack = fakeLanguagePack(() => verdict);
  const checker = await pack.openChecker(machine);
  const judged = validateCandidate(
    { language: "toy", path: "x.toy", text, companions: [] },
    { checker, specification: undefined, profile: "plain", timeoutMs: 1000, signal },
  );
  return { pack, judged };
}

describe("validateCandidate()", () => {
  test("keeps `inconclusive` apart from `rejected`", async () => {
    const { judged } = await validate("x", inconclusive());

    expect(await judged).toMatchObject({ status: "inconclusive", reason: "timeout" });
  });

  test("rejects a bypass without asking the checker", async () => {
    const { pack, judged } = await validate("trust me", accepted());

    expect(await judged).toMatchObject({
      status: "rejected",
      phase: "guard",
      diagnostics: [{ category: "bypass", span: { start: 0, end: 5 } }],
    });
    expect(pack.checked).toEqual([]);
  });

  test("knows nothing of what its guard could not look at", async () => {
    const { pack, judged } = await validate("too much", accepted());

    expect(await judged).toMatchObject({ status: "inconclusive", phase: "guard" });
    expect(pack.checked).toEqual([]);
  });

  test("throws the signal's own reason, before any work", async () => {
    const reason = new Error("stop");
    const { pack, judged } = await validate("x", accepted(), AbortSignal.abort(reason));

    await expect(judged).rejects.toBe(reason);
    expect(pack.checked).toEqual([]);
  });

  test("never accepts while any diagnostic is an error", async () => {
    const severity = fc.constantFrom<Severity>("error", "warning", "information", "hint");

    await fc.assert(
      fc.asyncProperty(fc.array(severity), async (severities) => {
        const diagnostics = severities.map((each) => diagnostic({ severity: each }));
        const { judged } = await validate("x", accepted({ diagnostics }));

        expect((await judged).status).toBe(severities.includes("error") ? "rejected" : "accepted");
      }),
    );
  });

  test("never accepts on no grounds at all", async () => {
    const { judged } = await validate("x", accepted({ checks: [] }));

    expect((await judged).status).toBe("rejected");
  });
});
