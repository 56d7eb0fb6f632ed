import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const OWN = `- id: data_ring_v1
  name: Ring buffer
  complexity: 1
  keywords: [ring buffer]
  description: Keeps the last few of many.
  guidelines: [Overwrite the oldest]
  examples: {typescript: "const ring = [];"}
`;

describe("specwright patterns", () => {
  test("lists ours and the project's own, and tells what is wrong with those", async () => {
    const root = createProject({
      ".specwright/patterns/own.yaml": OWN,
      ".specwright/patterns/broken.yaml": OWN.replace("complexity: 1", "complexity: high"),
    });

    const { code, stdout, stderr } = await runCli(root, ["patterns", "list", "--json"]);

    const ids = jsonLines(stdout).map(({ id }) => id);
    expect(code).toBe(0);
    expect(ids).toEqual(expect.arrayContaining(["data_ring_v1", "data_pure_fold_v1"]));
    expect(stderr).toMatch(
      /^note: .*broken\.yaml: pattern "data_ring_v1", complexity: .*; it is left out$/m,
    );
  });

  test("shows one as a prompt does, and refuses one that is not there", async () => {
    const root = createProject();
    const shown = await runCli(root, ["patterns", "show", "data_decimal_money_v1"]);
    const missing = await runCli(root, ["patterns", "show", "nope"]);

    expect([shown.code, shown.stdout]).toEqual([
      0,
      expect.stringMatching(/^### Money as decimals/),
    ]);
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error Cannot show "nope": there is no such pattern\nhelp: /),
    });
  });

  test("tells what fits a specification, and why", async () => {
    const root = createProject({
      ".specwright/patterns/own.yaml": OWN,
      "spec.md": "---\nlanguage: typescript\n---\n# Log\n\nKeep the last lines in a ring buffer.\n",
      "plain.md": "---\nlanguage: typescript\n---\n# Slug\n\nTurn a title into a slug.\n",
    });
    const fits = await runCli(root, ["patterns", "match", "spec.md", "--json"]);
    const none = await runCli(root, ["patterns", "match", "plain.md"]);

    expect(jsonLines(fits.stdout)).toEqual([
      { id: "data_ring_v1", score: 0.5, reasons: ["the wish speaks of ring buffer"] },
    ]);
    expect([none.code, none.stdout, none.stderr]).toEqual([
      0,
      "",
      "no pattern fits: none is shown\n",
    ]);
  });
});
