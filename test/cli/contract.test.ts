import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const FOLDER = "node_order_price_compute";
const GOOD = readFileSync(`datasets/onex/nodes/compute/${FOLDER}/contract.yaml`, "utf8");
const PATH = `src/orderdesk/nodes/${FOLDER}/contract.yaml`;

describe("specwright contract check", () => {
  test("accepts a good contract", async () => {
    const { code, stdout, stderr } = await runCli(createProject({ [PATH]: GOOD }), [
      "contract",
      "check",
      PATH,
    ]);

    expect([code, stdout, stderr]).toEqual([0, `${PATH} accepted: 0 errors, 0 warnings\n`, ""]);
  });

  test("shows every mistake in its line, also of files that were put in, and rejects", async () => {
    const root = createProject({
      [PATH]: GOOD.replace("tags:", "tegs:").replace(
        /^algorithm:\n(?: .*\n)+/m,
        "algorithm: { $ref: ./algorithm.yaml }\n",
      ),
      [PATH.replace("contract", "algorithm")]:
        "algorithm_type: a\nfactors: { one: { weight: 0.5, calculation_method: b } }\n",
    });

    const { code, stdout, stderr } = await runCli(root, ["contract", "check", PATH]);
    const asJson = await runCli(root, ["contract", "check", PATH, "--json"]);

    expect(code).toBe(1);
    expect(stdout).toBe(`${PATH} rejected: 2 errors, 0 warnings\n`);
    expect(stderr).toContain(`${PATH}:8:1 error CON005 There is no key "tegs"`);
    expect(stderr).toContain("algorithm.yaml:2:1 error CON010");
    expect(asJson.code).toBe(1);
    expect(jsonLines(asJson.stdout)).toMatchObject([
      {
        file: PATH,
        status: "rejected",
        errors: 2,
        diagnostics: [
          { code: "CON005", line: 8 },
          { code: "CON010", line: 2, file: expect.stringMatching(/algorithm/) },
        ],
      },
    ]);
  });

  test.each([
    ["a missing file", {}, 3, /does not exist/],
    ["a binary file", { [PATH]: new Uint8Array([0, 255, 1]) }, 3, /NUL|UTF-8/],
    [
      "a cycle of files",
      { [PATH]: "algorithm: { $ref: ./contract.yaml }\n" },
      1,
      /leads back to itself/,
    ],
    ["a bomb of aliases", { [PATH]: bomb() }, 1, /aliases make/],
    ["an empty file", { [PATH]: "" }, 1, /It is empty/],
  ])("has one clear message for %s", async (_, files, exit, says) => {
    const { code, stderr } = await runCli(createProject(files), ["contract", "check", PATH]);

    expect(code).toBe(exit);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("specwright contract show", () => {
  test("shows the contract, the shape that fits it and why", async () => {
    const root = createProject({ [PATH]: GOOD });

    const { code, stdout } = await runCli(root, ["contract", "show", PATH]);
    const asJson = await runCli(root, ["contract", "show", PATH, "--json"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^kind +compute$/m);
    expect(stdout).toContain("input_model: orderdesk.nodes.");
    expect(stdout).toMatch(/Shape MINIMAL: [\s\S]*confidence 0\.60/);
    expect(jsonLines(asJson.stdout)).toMatchObject([
      {
        path: PATH.replace("contract.yaml", "node.py"),
        contract: { kind: "compute" },
        guidance: { kind: "compute" },
      },
    ]);
  });

  test("refuses a contract with a mistake", async () => {
    const root = createProject({ [PATH]: GOOD.replace("weight: 0.2", "weight: 0.1") });

    const { code, stderr } = await runCli(root, ["contract", "show", PATH]);

    expect(code).toBe(3);
    expect(stderr).toMatch(/CON010 The weights of the factors sum to 0\.9/);
  });
});

function bomb(): string {
  const lines = Array.from({ length: 30 }, (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`);
  return ["a0: &a0 [1]", ...lines].join("\n");
}
