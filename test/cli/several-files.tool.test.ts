import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { NodeKind } from "../../src/domain/node-contract.ts";
import { createProject, runCli } from "./run-cli.ts";

const SPECIFICATION = `---
language: python
signature: "def area(shape: Shape) -> float"
companions:
  - path: shapes.py
    purpose: the shapes
  - path: notes.py
    optional: "true"
---

# Area

The area of a shape.
`;
const block = (path: string, code: string): string =>
  `**${path}**\n\n\`\`\`python\n${code}\n\`\`\`\n`;
const MAIN = block(
  "area.py",
  "from .shapes import Shape\n\n\ndef area(shape: Shape) -> float:\n    return shape.width * shape.height",
);
const SHAPES = block(
  "shapes.py",
  "from dataclasses import dataclass\n\n\n@dataclass\nclass Shape:\n    width: float\n    height: float",
);
const generate = (root: string, ...rest: readonly string[]) =>
  runCli(root, [
    "generate",
    "area.md",
    "--model",
    "scripted/answers.json",
    "--out",
    "geo/area.py",
    ...rest,
  ]);
const project = (answers: readonly string[]): string =>
  createProject({ "area.md": SPECIFICATION, "answers.json": JSON.stringify({ answers }) });

/** The example node of a kind, as a model answers with it. */
function readNode(kind: NodeKind) {
  const base = `datasets/onex/nodes/${kind}`;
  const [name = ""] = readdirSync(base);
  const read = (file: string): string => readFileSync(join(base, name, file), "utf8");
  const files = readdirSync(join(base, name)).filter((file) => file.endsWith(".py"));
  return {
    folder: `src/orderdesk/nodes/${name}`,
    contract: read("contract.yaml"),
    answer: files.map((file) => block(file, read(file).trimEnd())).join("\n"),
  };
}

describe("specwright generate, for several files", () => {
  test("writes each of them with its evidence, and none that was not asked for", async () => {
    const root = project([`${MAIN}\n${SHAPES}\n${block("../evil.py", "print(1)")}`]);

    const { code, stdout } = await generate(root);

    expect(code).toBe(0);
    expect(stdout).toBe("geo/area.py\ngeo/shapes.py\n");
    for (const path of ["geo/area.py", "geo/shapes.py"]) {
      expect(existsSync(join(root, path))).toBe(true);
      expect(existsSync(join(root, `.specwright/evidence/${path}.json`))).toBe(true);
    }
    expect(existsSync(join(root, "evil.py"))).toBe(false);
  });

  test("asks only for the file that is missing", async () => {
    const root = project([MAIN, SHAPES]);

    const { code, stderr } = await generate(root);

    expect(code).toBe(0);
    expect(stderr).toContain('The answer does not hold the file "shapes.py"');
    expect(stderr).toContain("attempt 2 (completion) accepted");
    expect(readFileSync(join(root, "geo/shapes.py"), "utf8")).toContain("class Shape");
  });

  test("refuses a companion that does not parse, or escapes the checker", async () => {
    const wrong = block("shapes.py", "class Shape(:\n    pass");
    const sly = block("shapes.py", 'class Shape:\n    width = eval("1")\n    height = 1.0');
    const root = project([`${MAIN}\n${wrong}`, `${MAIN}\n${sly}`]);

    const { code, stderr } = await generate(root, "--repairs", "1");

    expect(code).toBe(4);
    expect(stderr).toContain("attempt 1 (first) rejected in phase syntax");
    expect(stderr).toContain("attempt 2 (repair) rejected in phase guard");
  });

  test("replaces no companion that it did not write", async () => {
    const root = project([`${MAIN}\n${SHAPES}`]);
    await generate(root);
    writeFileSync(join(root, "geo/shapes.py"), "mine = 1\n");

    const { code, stderr } = await generate(root);

    expect(code).toBe(2);
    expect(stderr).toContain('Cannot write "geo/shapes.py"');
  });

  test("replaces none whose name the model chose, and gives the answer again", async () => {
    const node = readNode("effect");
    const port = `${node.folder}/protocol_order_store.py`;
    const root = createProject({
      [`${node.folder}/contract.yaml`]: node.contract,
      [port]: '"""Mine."""\n',
      "answers.json": JSON.stringify({ answers: [node.answer] }),
    });
    const ask = (model: string, ...rest: readonly string[]) =>
      runCli(root, [
        ...["generate", `${node.folder}/contract.yaml`, "--model", model],
        ...["--out", `${node.folder}/node.py`, ...rest],
      ]);

    const refused = await ask("scripted/answers.json", "--seed", "7");

    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`Cannot write "${port}"`);
    expect(readFileSync(join(root, port), "utf8")).toBe('"""Mine."""\n');
    expect(existsSync(join(root, node.folder, "node.py"))).toBe(false);
    const run = /replay\/\S+/.exec(refused.stderr)?.[0] ?? "";
    expect((await ask(run, "--seed", "7", "--force")).code).toBe(0);
    expect(readFileSync(join(root, port), "utf8")).toContain("class ProtocolOrderStore");
  });
});
