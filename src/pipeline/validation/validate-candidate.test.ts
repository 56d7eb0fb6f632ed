import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Severity } from "../../domain/diagnostic.ts";
import type { Specification } from "../../domain/specification.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { Checker } from "../../ports/language-pack.ts";
import type { SecurityGate } from "../../ports/security-scanner.ts";
import {
  accepted,
  diagnostic,
  inconclusive,
  rejected,
  specification,
} from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { validateCandidate } from "./validate-candidate.ts";

const machine = await testMachine();

/** Finds an error at the word `danger`. */
const scanner: SecurityGate["scanner"] = {
  tool: { name: "scan", version: "1" },
  canScan: (path) => path.endsWith(".toy"),
  scan: async ({ text }) =>
    text.includes("danger") ? [diagnostic({ phase: "security", code: "SEC006" })] : [],
};

async function validate(
  text: string,
  verdict: Verdict,
  signal?: AbortSignal,
  policy: SecurityGate["policy"] = "off",
) {
  const pack = fakeLanguagePack(() => verdict);
  const asked: (Specification | undefined)[] = [];
  const opened = await pack.openChecker(machine);
  const checker: Checker = {
    ...opened,
    check: (candidate, options) => {
      asked.push(options.specification);
      return opened.check(candidate, options);
    },
  };
  const judged = validateCandidate(
    { language: "toy", path: "x.toy", text, companions: [] },
    {
      checker,
      specification: specification(),
      profile: "plain",
      timeoutMs: 1000,
      signal,
      securityGate: { scanner, policy },
    },
  );
  return { pack, judged, asked };
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

  test("rejects dangerous code, which its checker reads and does not run", async () => {
    const { judged, asked } = await validate("danger", accepted(), undefined, "reject");

    expect(await judged).toMatchObject({
      status: "rejected",
      phase: "security",
      diagnostics: [{ code: "SEC006", severity: "error" }],
      checks: [{ phase: "guard" }, { phase: "syntax" }],
    });
    expect(asked).toEqual([undefined]);
  });

  test("tells dangers beside what the checker says is wrong", async () => {
    const { judged } = await validate("danger", rejected(), undefined, "reject");

    expect(await judged).toMatchObject({
      status: "rejected",
      phase: "syntax",
      diagnostics: [{ code: "SEC006" }, { code: "T1" }],
    });
  });

  test("records a clean scan, and runs what was asked for", async () => {
    const { judged, asked } = await validate("fine", accepted(), undefined, "reject");

    expect((await judged).checks.map(({ phase, tool }) => `${phase} ${tool.name}`)).toEqual([
      "guard toy",
      "syntax toy",
      "security scan",
    ]);
    expect(asked[0]).toBeDefined();
  });

  test("only tells of dangers where the policy says so, and records no clean scan then", async () => {
    const told = await (await validate("danger", accepted(), undefined, "report")).judged;
    const silent = await (await validate("danger", accepted(), undefined, "off")).judged;

    expect(told).toMatchObject({ status: "accepted", diagnostics: [{ severity: "warning" }] });
    expect(told.checks.some(({ phase }) => phase === "security")).toBe(false);
    expect(silent).toMatchObject({ status: "accepted", diagnostics: [] });
  });

  test("never takes a clean scan for a ground", async () => {
    const { judged } = await validate("fine", accepted({ checks: [] }), undefined, "reject");

    expect((await judged).status).toBe("rejected");
  });
});
