import { describe, expect, test } from "vitest";
import { startFakeProviderServer } from "../../src/testing/fake-provider-server/start-fake-provider-server.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const SPEC = `---
language: typescript
signature: "export function double(n: number): number"
examples:
  - double(4) => 8
  - double(-3) => -6
requirements:
  - It has no loops
---
# Double

Return n times two.
`;
const file = (expression: string): string =>
  `export function double(n: number): number {\n  return ${expression};\n}\n`;
const answer = (wishes: object = {}): string =>
  JSON.stringify({
    findings: [
      {
        id: "R1",
        status: "met",
        severity: "information",
        lines: { start: 2, end: 2 },
        quote: "return",
        reason: "It returns at once.",
        ...wishes,
      },
    ],
  });
const MET = answer();
const project = (
  text: string,
  answers: readonly unknown[],
  more: Readonly<Record<string, string>> = {},
): string =>
  createProject({
    "spec.md": SPEC,
    "double.ts": text,
    "answers.json": JSON.stringify({ answers }),
    ...more,
  });
const review = (root: string, ...rest: readonly string[]) =>
  runCli(root, [
    "review",
    "double.ts",
    "--spec",
    "spec.md",
    "--model",
    "scripted/answers.json",
    ...rest,
  ]);

describe("specwright review", () => {
  test("ends well when everything is met, and says who decided", async () => {
    const { code, stdout } = await review(project(file("n * 2"), [MET]));

    expect(code).toBe(0);
    expect(stdout).toContain(
      "R1 met double.ts:2 (model): It has no loops\n    It returns at once.",
    );
    expect(stdout).toContain("R2 met (checker): double(4) => 8");
    expect(stdout).toContain("double.ts met: 5 met, 0 violated, 0 unclear");
  });

  test("believes the example that was run, not the model", async () => {
    const { code, stdout } = await review(project(file("n > 0 ? n * 2 : 0"), [MET]), "--json");

    expect(code).toBe(1);
    expect(jsonLines(stdout)).toMatchObject([
      {
        file: "double.ts",
        status: "violated",
        findings: [
          { id: "R1", status: "met", decidedBy: "model", line: 2, column: 3, evidence: "return" },
          { id: "R2", status: "met", decidedBy: "checker" },
          {
            id: "R3",
            status: "violated",
            severity: "error",
            decidedBy: "checker",
            reason: expect.stringContaining("gives 0, expected -6"),
          },
          { id: "R4", kind: "signature", status: "met" },
          { id: "R5", kind: "checker", status: "met" },
        ],
        verdict: { status: "rejected", phase: "example" },
        model: { askedOf: "scripted/answers.json" },
      },
    ]);
  });

  test("calls a file that does not compile violated, and its examples unclear", async () => {
    const { code, stdout } = await review(project(file('"two"'), [MET]), "--json");

    expect(code).toBe(1);
    const [{ findings }] = jsonLines(stdout) as [{ findings: { status: string }[] }];
    expect(findings.map(({ status }) => status)).toEqual([
      ...["met", "unclear", "unclear", "unclear"],
      "violated",
    ]);
  });

  test("ends as inconclusive when the model is silent, and when none is asked", async () => {
    const silent = await review(project(file("n * 2"), ['{"findings": []}']));
    const unasked = await review(project(file("n * 2"), []), "--checker-only");

    expect(silent.code).toBe(8);
    expect(silent.stdout).toContain("R1 unclear: It has no loops\n    The model did not say");
    expect(unasked.code).toBe(8);
    expect(unasked.stdout).toContain("No model was asked");
  });

  test("takes a violation with its place, and a claim without grounds for nothing", async () => {
    const violated = answer({ status: "violated", severity: "warning", reason: "It loops." });
    const root = project(file("n * 2"), [violated]);
    const claim = answer({ quote: "while (true)" });

    const { code, stdout } = await review(root);
    const unfounded = await review(project(file("n * 2"), [claim, claim]));

    expect(code).toBe(1);
    expect(stdout).toContain("R1 violated warning double.ts:2 (model): It has no loops");
    expect(unfounded.code).toBe(8);
    expect(unfounded.stdout).toContain("should occur in the file word for word");
  });

  test("ends as the model's fault when two answers cannot be used", async () => {
    const { code, stdout, stderr } = await review(project(file("n * 2"), ["Fine!", "Good!"]));

    expect(code).toBe(6);
    expect(stdout).toBe("");
    expect(stderr).toContain("it holds no JSON object");
  });

  test("takes the text for the requirement where none is listed", async () => {
    const root = project(file("n * 2"), [MET], {
      "spec.md": SPEC.replace("requirements:\n  - It has no loops\n", ""),
    });

    const { code, stdout } = await review(root);

    expect(code).toBe(0);
    expect(stdout).toContain("R1 met double.ts:2 (model): # Double Return n times two.");
  });

  test("asks through a provider's real client, and not where the checker decides", async () => {
    await using server = await startFakeProviderServer([{ kind: "text", pieces: [MET] }]);
    const root = project(file("n * 2"), [], {
      "no-user-config/specwright/config.toml": `[endpoints.lab]\nbase_url = "${server.url}/v1"\n`,
    });

    const { code, stdout } = await runCli(root, [
      ...[
        "review",
        "double.ts",
        "--spec",
        "spec.md",
        "--model",
        "lab/toy",
        "--json",
        "--yes",
        "--no-cache",
      ],
    ]);

    expect(code).toBe(0);
    expect(jsonLines(stdout)[0]).toMatchObject({ model: { usage: { input: 11, output: 7 } } });
    const sent = JSON.stringify(server.requests.map(({ body }) => body));
    expect(sent).toContain("R1 (requirement): It has no loops");
    expect(sent).not.toContain("R2");
  });

  test("cannot go on without a specification", async () => {
    const { code, stderr } = await runCli(project(file("n"), []), ["review", "double.ts"]);

    expect(code).toBe(2);
    expect(stderr).toContain("--spec");
  });
});
