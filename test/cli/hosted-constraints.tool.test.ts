import { describe, expect, test } from "vitest";
import type { FakeAnswer } from "../../src/testing/fake-provider-server/answer.ts";
import { startFakeProviderServer } from "../../src/testing/fake-provider-server/start-fake-provider-server.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const SPECIFICATION = `---
language: typescript
signature: "function twice(value: number): number"
grammar: only-return.lark
examples:
  - "twice(2) => 4"
---

# Twice

Twice a number.
`;
const GRAMMAR = `%llguidance { "allow_initial_skip": true }
start: "return" /[a-z0-9*+ ]+/ ";" "}"
%ignore /[ \\n]+/
`;
const OPENING = "```ts\nexport function twice(value: number): number {\n";
const WRONG: FakeAnswer = {
  kind: "text",
  pieces: [OPENING, "  console.log(value);\n", "  return value * 2;\n}\n```\n"],
  fault: { kind: "stall", afterPieces: 2 },
};
const REST: FakeAnswer = { kind: "text", pieces: ["  return value * 2;\n", "}\n```\n"] };

const project = (url: string, more = ""): string =>
  createProject({
    "twice.md": SPECIFICATION,
    "only-return.lark": GRAMMAR,
    "no-user-config/specwright/config.toml": `idle_timeout_ms = 20000\n[endpoints.lab]\nbase_url = "${url}/v1"\n${more}`,
  });
const generate = (root: string, ...rest: readonly string[]) =>
  runCli(root, ["generate", "twice.md", "--model", "lab/toy", "--yes", ...rest]);

describe("specwright generate with a hosted model", () => {
  test("stops an answer that leaves its grammar, goes on from there, and says what that took", async () => {
    await using server = await startFakeProviderServer([WRONG, REST]);
    const root = project(server.url);

    const { code, stdout, stderr } = await generate(root, "--seed", "7");
    const [stats] = jsonLines((await runCli(root, ["stats", "--json"])).stdout);
    const runId = /run ([\w-]+)/.exec(stderr)?.[1] ?? "";
    const replayed = await runCli(root, [
      "generate",
      "twice.md",
      "--model",
      `replay/${runId}`,
      "--seed",
      "7",
    ]);
    const shown = await runCli(root, ["runs", "show", runId]);

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain("return value * 2;");
    expect(stdout).not.toContain("console");
    expect(stderr).toMatch(
      /constrained: the grammar only-return\.lark, by asking again.* syntax weakened/,
    );
    expect(server.requests).toHaveLength(2);
    expect(stats).toMatchObject({
      model: "lab/toy",
      isConstrained: true,
      acceptedRuns: 1,
      decoding: { answers: 1, refusals: { syntax: 1 }, ended: { complete: 1 } },
    });
    expect(shown.stdout).toContain("refused by level: 1 syntax");
    expect(replayed).toMatchObject({ code: 0, stdout });
  });

  test("gives the grammar to a server that takes it", async () => {
    await using server = await startFakeProviderServer([
      { kind: "text", pieces: [OPENING, "  return value * 2;\n}\n```\n"] },
    ]);

    const { code, stderr } = await generate(project(server.url, 'grammar_field = "ebnf"\n'));

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain("syntax enforced");
    expect(server.requests[0]?.body?.["ebnf"]).toContain("answer_code");
  });

  test("refuses a fact that nothing stands behind, before anything is asked", async () => {
    await using server = await startFakeProviderServer([{ kind: "silence" }]);

    const { code, stderr } = await generate(
      project(server.url, '[models."lab/toy"]\ngrammar = true\n'),
    );

    expect(code).toBe(2);
    expect(stderr).toContain('nothing says how "lab" takes one');
    expect(server.requests).toHaveLength(0);
  });
});
