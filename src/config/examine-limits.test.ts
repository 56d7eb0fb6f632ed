import { describe, expect, test } from "vitest";
import { findChain, findLimits } from "./examine-limits.ts";
import { settingsSchema } from "./settings.ts";

const settings = (wishes: object = {}) => settingsSchema.parse(wishes);
const whyOf = (findings: ReturnType<typeof findLimits>, name: string) =>
  findings.find((finding) => finding.name === name)?.why;

describe("findLimits()", () => {
  test.each([
    [{}, "pace", /^as fast as each provider allows/],
    [{ requests_per_minute: 50 }, "pace", /^50 requests a minute/],
    [
      { requests_per_minute: 50, tokens_per_minute: 9 },
      "pace",
      /^50 requests and 9 tokens a minute/,
    ],
    [{ circuit_failures: 0 }, "circuit breaker", /^off$/],
    [{ circuit_open_ms: 1500 }, "circuit breaker", /for 1\.5 s$/],
    [{ max_usd: 0.5 }, "money", /^a command: \$0\.5, a specification: no limit/],
    [{ spend_without_asking: true }, "money", /not asked about/],
  ])("of %o tells %s", (wishes, name, wanted) => {
    expect(whyOf(findLimits(settings(wishes)), name)).toMatch(wanted);
  });
});

describe("findChain()", () => {
  test("tells who is asked after whom", () => {
    const findings = findChain(
      settings({
        fallback_models: ["a/b", "c/d"],
        routes: [{ name: "small", model: "e/f", max_task_tokens: 900 }],
        downgrade: "refuse",
      }),
    );

    expect(whyOf(findings, "routes")).toBe("small: e/f up to 900 tokens");
    expect(whyOf(findings, "when it fails")).toBe("a/b, then c/d");
    expect(whyOf(findings, "when its attempts are rejected")).toMatch(/^nobody/);
    expect(whyOf(findings, "when another model answers")).toBe("the run fails");
  });
});
