import { describe, expect, test } from "vitest";
import { createCheckEnvironment, generate, openSpecification, withModel } from "../../src/index.ts";
import { createScriptedModel } from "../../src/testing/index.ts";
import { createProject } from "../cli/run-cli.ts";
import { sums } from "./sums.ts";

describe("a language that is not ours", () => {
  test("is generated and judged by the whole corridor", async () => {
    const directory = createProject({
      "spec.md": "---\nlanguage: sums\n---\n# Two\n\nA sum that makes two.\n",
    });
    await using base = await createCheckEnvironment({ directory, languages: [sums] });
    const answers = ["1 + 2 = 2", "trust 1 + 1 = 3", "1 + 1 = 2"];
    const model = createScriptedModel(answers.map((line) => `\`\`\`sums\n${line}\n\`\`\``));

    const outcome = await generate(
      await openSpecification("spec.md", base),
      withModel(base, model),
    );

    expect(outcome).toMatchObject({
      status: "accepted",
      artifact: { path: "two.sum", text: "1 + 1 = 2\n", evidence: { language: "sums" } },
      attempts: [
        { verdict: { status: "rejected", diagnostics: [{ span: { start: 0 } }] } },
        { verdict: { status: "rejected", phase: "guard" } },
        { verdict: { status: "accepted" } },
      ],
    });
  });
});
