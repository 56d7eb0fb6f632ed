import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cacheFolder } from "../../src/config/cache-folder.ts";
import { NODE_KINDS, type NodeKind } from "../../src/domain/node-contract.ts";
import { findCore } from "../../src/languages/onex/core/find-core.ts";
import { testMachine } from "../../src/testing/test-machine.ts";
import { createProject, jsonLines, runCli } from "./run-cli.ts";

const NODES = "datasets/onex/nodes";
const machine = await testMachine();
const core = await findCore({
  ...machine,
  locations: { ...machine.locations, cache: cacheFolder(undefined, process.env) },
});
const why = "why" in core ? core.why : undefined;

interface ExampleNode {
  /** Where it lies in its project. */
  readonly folder: string;
  readonly contract: string;
  /** By name; the contract is not among them. */
  readonly files: Readonly<Record<string, string>>;
}

function readNode(kind: NodeKind): ExampleNode {
  const [name = ""] = readdirSync(join(NODES, kind));
  const texts = Object.fromEntries(
    readdirSync(join(NODES, kind, name)).map((file) => [
      file,
      readFileSync(join(NODES, kind, name, file), "utf8"),
    ]),
  );
  const { "contract.yaml": contract = "", ...files } = texts;
  return { folder: `src/orderdesk/nodes/${name}`, contract, files };
}

/** As a model answers: each file in a block of its own, behind its name. */
const answer = (files: ExampleNode["files"]): string =>
  Object.entries(files)
    .map(([name, text]) => `filepath: ${name}\n\`\`\`python\n${text}\`\`\``)
    .join("\n\n");

const project = ({ folder, contract }: ExampleNode, answers: readonly string[]): string =>
  createProject({
    [`${folder}/contract.yaml`]: contract,
    "answers.json": JSON.stringify({ answers }),
  });

const generate = (root: string, { folder }: ExampleNode, ...rest: readonly string[]) =>
  runCli(root, [
    "generate",
    `${folder}/contract.yaml`,
    ...["--model", "scripted/answers.json", "--out", `${folder}/node.py`, ...rest],
  ]);

const evidenceOf = (root: string, { folder }: ExampleNode) =>
  JSON.parse(readFileSync(join(root, `.specwright/evidence/${folder}/node.py.json`), "utf8"));

describe.skipIf(why !== undefined)(
  `specwright generate contract.yaml${why === undefined ? "" : ` (not run: ${why})`}`,
  { timeout: 120_000 },
  () => {
    test.for(NODE_KINDS)("writes a node of the kind %s, judged on all grounds", async (kind) => {
      const node = readNode(kind);
      const root = project(node, [answer(node.files)]);

      const { code, stderr } = await generate(root, node);

      expect([code, stderr]).toEqual([0, expect.stringMatching(/accepted after 1 attempt/)]);
      for (const [name, text] of Object.entries(node.files))
        expect(readFileSync(join(root, node.folder, name), "utf8")).toBe(text);
      const evidence = evidenceOf(root, node);
      expect(evidence.notRun).toEqual([]);
      expect(evidence.checks.map(({ phase }: { phase: string }) => phase)).toEqual(
        expect.arrayContaining(["guard", "syntax", "compliance", "security", "type", "test"]),
      );
      expect(evidence.companions).toHaveLength(Object.keys(node.files).length - 1);
    });

    test("is checked again by check, with its companions, and scored", async () => {
      const node = readNode("compute");
      const files = Object.fromEntries(
        Object.entries({ ...node.files, "contract.yaml": node.contract }).map(([name, text]) => [
          `${node.folder}/${name}`,
          text,
        ]),
      );
      const models = files[`${node.folder}/models.py`] ?? "";
      const check = (root: string, ...rest: readonly string[]) =>
        runCli(root, [
          "check",
          `${node.folder}/node.py`,
          ...["--spec", `${node.folder}/contract.yaml`, ...rest],
        ]);

      const right = await check(createProject(files), "--json");
      const wrong = await check(
        createProject({
          ...files,
          [`${node.folder}/models.py`]: models.replace('extra="forbid", ', ""),
        }),
      );

      expect(right.code).toBe(0);
      expect(jsonLines(right.stdout)).toMatchObject([
        {
          status: "accepted",
          companions: [`${node.folder}/models.py`, `${node.folder}/handler.py`],
          score: { atBest: expect.any(Number), stages: expect.arrayContaining([]) },
        },
      ]);
      expect(wrong.code).toBe(1);
      expect(wrong.stderr).toMatch(/models\.py:\d+:\d+ error TYP007 /);
      expect(wrong.stderr).toMatch(/^score 0\.\d+/m);
    });

    test("answers from a recorded run as from the model", async () => {
      const node = readNode("compute");
      const first = project(node, [answer(node.files)]);
      await generate(first, node, "--seed", "7");
      const { runId } = evidenceOf(first, node);
      const root = project(node, []);
      cpSync(join(first, ".specwright/runs"), join(root, ".specwright/runs"), { recursive: true });

      const { code, stderr } = await generate(
        root,
        node,
        ...["--seed", "7", "--model", `replay/${runId}`],
      );

      expect([code, stderr]).toEqual([0, expect.stringMatching(/accepted after 1 attempt/)]);
      expect(evidenceOf(root, node).runId).not.toBe(runId);
    });

    test("asks again with the rule, the line and the right form", async () => {
      const node = readNode("compute");
      const handler = node.files["handler.py"] ?? "";
      const impure = handler
        .replace("from decimal", "import random\nfrom decimal")
        .replace("        net = sum(", "        random.random()\n        net = sum(");
      const root = project(node, [
        answer({ ...node.files, "handler.py": impure }),
        answer(node.files),
      ]);

      const { code, stderr } = await generate(root, node);

      expect([code, stderr]).toEqual([0, expect.stringMatching(/accepted after 2 attempts/)]);
      expect(stderr).toMatch(/repair/);
    });

    test("asks only for the file that is missing, and puts it to the others", async () => {
      const node = readNode("reducer");
      const { "handler.py": handler = "", ...others } = node.files;
      const root = project(node, [answer(others), answer({ "handler.py": handler })]);

      const { code } = await generate(root, node);

      expect(code).toBe(0);
      expect(evidenceOf(root, node).attempt).toBe(2);
      expect(readFileSync(join(root, node.folder, "handler.py"), "utf8")).toBe(handler);
    });

    test.for(NODE_KINDS)("leaves an honest %s where every answer is broken", async (kind) => {
      const node = readNode(kind);
      const broken = Object.fromEntries(
        Object.entries(node.files).map(([name, text]) => [
          name,
          text.replaceAll("correlation_id", "corelation").replaceAll("super().__init__", "self.x"),
        ]),
      );
      const root = project(
        node,
        Array.from({ length: 4 }, () => answer(broken)),
      );

      const { code, stderr } = await generate(root, node);

      expect(code).toBe(4);
      expect(stderr).toMatch(/nothing was accepted/);
      expect(existsSync(join(root, node.folder, "node.py"))).toBe(false);
      const unverified = join(root, ".specwright/unverified");
      const names = readdirSync(unverified, { recursive: true, encoding: "utf8" });
      expect(names.filter((name) => name.endsWith("INCOMPLETE-node.py"))).toHaveLength(1);
      expect(names.filter((name) => name.endsWith("completion-guide.md"))).toHaveLength(1);
      const fallbacks = await runCli(root, ["fallbacks", "--json"]);
      expect(jsonLines(fallbacks.stdout)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ by: "total", runs: 1, accepted: 0, withFallback: 1 }),
          expect.objectContaining({ by: "strategy", name: "stub", tried: 1, usable: 1 }),
          expect.objectContaining({ by: "strategy", name: "partial", tried: 1, usable: 1 }),
        ]),
      );
    });
  },
);
