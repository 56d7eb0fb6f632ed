import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Extraction } from "../../domain/candidate.ts";
import { missingPartOf } from "../../domain/missing-part.ts";
import type { Specification } from "../../domain/specification.ts";
import { sha256 } from "../../platform/sha256.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import { outlinePython } from "../../syntax/python/outline.ts";
import { outlineTypeScript } from "../../syntax/typescript/outline.ts";
import {
  accepted,
  attempt,
  plan,
  rejected,
  response,
  specification,
} from "../../testing/builders.ts";
import { fakeLanguagePack } from "../../testing/fake-language-pack.ts";
import { testMachine } from "../../testing/test-machine.ts";
import { readAnswer } from "./read-answer.ts";

const { syntax } = await testMachine();
const wasm = (name: string) => ({ file: `@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm` });
const toy = fakeLanguagePack(() => accepted());
const python: LanguagePack = {
  ...toy,
  fileExtensions: [".py"],
  fenceTags: ["python"],
  grammar: wasm("python"),
  outlineUnits: outlinePython,
};
const typescript: LanguagePack = {
  ...toy,
  fileExtensions: [".ts"],
  fenceTags: ["ts"],
  grammar: wasm("typescript"),
  outlineUnits: outlineTypeScript,
};

interface Asked {
  readonly language?: LanguagePack;
  readonly wishes?: Parameters<typeof specification>[0];
}

const optionsFor = ({ language = python, wishes = {} }: Asked) => ({
  language,
  specification: specification(wishes) as Specification,
  path: `app/main${language.fileExtensions[0]}`,
  syntax,
  plan: plan(),
  attempts: [],
  sha256,
});
const read = (text: string, asked: Asked = {}): Promise<Extraction> =>
  readAnswer(response({ text }), optionsFor(asked));
/** Reads an answer, and then what completes it. */
async function complete(first: string, second: string, asked: Asked = {}): Promise<Extraction> {
  const options = optionsFor(asked);
  const { candidate, diagnostics } = await readAnswer(response({ text: first }), options);
  const earlier = attempt({ candidate, verdict: rejected({ phase: "response", diagnostics }) });
  return readAnswer(response({ text: second }), {
    ...options,
    plan: plan({ kind: "completion", basis: 0 }),
    attempts: [earlier],
  });
}
const py = (code: string): string => `\`\`\`python\n${code}\n\`\`\`\n`;
const ts = (code: string): string => `\`\`\`ts\n${code}\n\`\`\`\n`;
const missingIn = ({ diagnostics }: Extraction) =>
  diagnostics.map((each) => [each.code, missingPartOf(each)]);
const companion = (path: string, isOptional = false) => ({ path, purpose: "", isOptional });

describe("readAnswer() finds several files", () => {
  const wishes = { companions: [companion("models.py"), companion("extra.py", true)] };
  const MAIN = "def run() -> int:\n    return 1";
  const MODELS = "class Order:\n    size = 1";

  test.each([
    ["by a heading", `## app/main.py\n${py(MAIN)}\n## models.py\n${py(MODELS)}`],
    ["by bold words", `**main.py**\n${py(MAIN)}\n**app/models.py**:\n${py(MODELS)}`],
    ["by info strings", `${py(MAIN)}\n\`\`\`python title="models.py"\n${MODELS}\n\`\`\``],
    [
      "by comments",
      `${py(`# filepath: app/main.py\n${MAIN}`)}${py(`# filepath: models.py\n${MODELS}`)}`,
    ],
    [
      "once, where one is said twice",
      `${py(MAIN)}\n**models.py**\n${py(MODELS)}\n**models.py**\n${py(MODELS)}`,
    ],
  ])("%s", async (_how, text) => {
    const { candidate, diagnostics } = await read(text, { wishes });

    expect(candidate?.text).toBe(`${MAIN}\n`);
    expect(candidate?.companions).toEqual([{ path: "app/models.py", text: `${MODELS}\n` }]);
    expect(diagnostics).toEqual([]);
  });

  test.each([
    ["missing", py(MAIN), "response/missing-file"],
    [
      "said twice",
      `${py(MAIN)}\n**models.py**\n${py(MODELS)}\n**models.py**\n${py("x = 1")}`,
      "response/doubled-file",
    ],
    [
      "cut short",
      `${py(MAIN)}\n**models.py**\n${py("# ... rest of the code")}`,
      "response/omission",
    ],
    ["outside", `${py(MAIN)}\n**../models.py**\n${py(MODELS)}`, "response/missing-file"],
    ["absolute", `${py(MAIN)}\n**/etc/models.py**\n${py(MODELS)}`, "response/missing-file"],
  ])("and asks again for one that is %s", async (_what, text, code) => {
    const found = await read(text, { wishes });

    expect(found.candidate?.companions).toEqual([]);
    expect(missingIn(found)[0]).toEqual([code, { kind: "file", file: "app/models.py" }]);
  });

  test("and only tells of one that was not asked for", async () => {
    const text = `**main.py**\n${py(MAIN)}\n**models.py**\n${py(MODELS)}\n**other.py**\n${py("x = 1")}`;
    const { candidate, diagnostics } = await read(text, { wishes });

    expect(candidate?.companions).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ code: "response/unasked-file", severity: "information" }]);
  });

  test("never writes a path that an answer made up", async () => {
    const path = fc.stringMatching(/^[./a-z\\~]{1,12}\.py$/);
    await fc.assert(
      fc.asyncProperty(fc.array(path, { maxLength: 4 }), async (paths) => {
        const text = paths.map((each) => `**${each}**\n${py(MODELS)}`).join("\n");
        const { candidate } = await read(text, { wishes });
        const written = [candidate, ...(candidate?.companions ?? [])].flatMap(
          (each) => each?.path ?? [],
        );

        for (const each of written)
          expect(["app/main.py", "app/models.py", "app/extra.py"]).toContain(each);
      }),
    );
  });
});

describe("readAnswer() refuses a diff", () => {
  test.each([
    "```diff\n-a\n+b\n```",
    "```python\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n```",
    "diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n",
    "```python\n<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE\n```",
  ])("%j", async (text) => {
    const { candidate, diagnostics } = await read(text);

    expect(candidate).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: "response/diff" }]);
  });
});

describe("readAnswer() finds what is left out", () => {
  const asked = {
    wishes: { signature: "def share(a: int) -> int", requirements: ["`Basket` sums"] },
  };
  const unit = (name: string) => ({ kind: "unit", file: "app/main.py", name });

  test.each([
    ["dots", "def share(a: int) -> int:\n    ...", "share"],
    ["documentation alone", 'def share(a: int) -> int:\n    """Shares."""', "share"],
    ["pass", "def share(a: int) -> int:\n    pass  # later", "share"],
    ["a refusal", "def share(a: int) -> int:\n    raise NotImplementedError", "share"],
    ["dots behind code", "def share(a: int) -> int:\n    print(a)\n    ...", "share"],
    [
      "a method",
      "def share(a: int) -> int:\n    return a\n\nclass Basket:\n    def total(self):\n        pass",
      "Basket.total",
    ],
    [
      "a function inside",
      "def share(a: int) -> int:\n    def inner():\n        ...\n    return inner()",
      "share",
    ],
  ])("%s", async (_what, code, name) => {
    expect(missingIn(await read(py(code), asked))).toEqual([["response/elided", unit(name)]]);
  });

  test.each([
    [
      "an abstract method",
      "from abc import ABC, abstractmethod\nclass Basket(ABC):\n    @abstractmethod\n    def total(self): ...",
    ],
    ["a protocol", "class Basket(Protocol):\n    def total(self) -> int: ..."],
    ["an overload", "@overload\ndef other(a: int) -> int: ...\ndef other(a): return a"],
    ["what nobody asked for", "def on_event(self):\n    pass"],
    [
      "a property's setter",
      "class Basket:\n    @property\n    def size(self): return 1\n    @size.setter\n    def size(self, v): self.v = v",
    ],
    [
      "branches",
      "try:\n    import json\n    def load(x): return json.loads(x)\nexcept ImportError:\n    def load(x): return x",
    ],
  ])("but not %s", async (_what, code) => {
    const text = py(`${code}\n\n\ndef share(a: int) -> int:\n    return a`);

    expect(missingIn(await read(text, asked))).toEqual([]);
  });

  test("but not where nothing is to be done", async () => {
    const wishes = { ...asked.wishes, text: "A stub that raises NotImplementedError" };

    expect(
      missingIn(
        await read(py("def share(a: int) -> int:\n    raise NotImplementedError"), { wishes }),
      ),
    ).toEqual([]);
  });

  test("functions that are there twice, or not at all", async () => {
    const signature = "def share(a: int) -> int\ndef split(a: int) -> int";
    const twice = py(
      "def share(a: int) -> int:\n    return a\ndef share(a: int) -> int:\n    return 2",
    );

    expect(missingIn(await read(twice, { wishes: { signature } }))).toEqual([
      ["response/doubled-unit", unit("share")],
      ["response/missing-unit", unit("split")],
    ]);
  });

  test("in TypeScript too", async () => {
    const wishes = { signature: "export function share(a: number): number" };
    const bodies = [
      'throw new Error("Not implemented");',
      "// TODO: implement",
      "throw new Error('TODO')",
    ];
    for (const body of bodies) {
      const text = ts(`export function share(a: number): number {\n  ${body}\n}`);
      const found = await read(text, { language: typescript, wishes });
      expect(missingIn(found)).toEqual([
        ["response/elided", { kind: "unit", file: "app/main.ts", name: "share" }],
      ]);
    }
    const fine = ts(
      "export function share(a: number): number;\nexport function share(a: string): string;\nexport function share(a: unknown): unknown {\n  if (a === 1) throw new Error('bad');\n  return a;\n}",
    );
    expect(missingIn(await read(fine, { language: typescript, wishes }))).toEqual([]);
  });
});

describe("readAnswer() puts a completion into what was there", () => {
  const wishes = { signature: "def share(a: int) -> int", requirements: ["`Basket.total` sums"] };

  test("replacing bodies, with the imports of both", async () => {
    const first = py(
      '"""Doc."""\n\nfrom os import sep, path\n\nLIMIT = 3\n\n\ndef share(a: int) -> int:\n    ...\n\n\nclass Basket:\n    def total(self) -> int:\n        pass\n\n    def size(self) -> int:\n        return 1',
    );
    const second = py(
      "from __future__ import annotations\nimport math\nfrom os import path, linesep\n\n\ndef share(a: int) -> int:\n    return math.floor(a)\n\n\nclass Basket:\n    def total(self) -> int:\n        return help_out()\n\n\ndef help_out() -> int:\n    return 2\n\n\ndef size(): ...",
    );

    const { candidate, diagnostics } = await complete(first, second, { wishes });

    expect(diagnostics).toMatchObject([{ code: "response/elided" }]);
    expect(candidate?.text).toBe(
      '"""Doc."""\nfrom __future__ import annotations\n\nfrom os import sep, path\nimport math\nfrom os import linesep\n\nLIMIT = 3\n\n\ndef share(a: int) -> int:\n    return math.floor(a)\n\n\nclass Basket:\n    def total(self) -> int:\n        return help_out()\n\n    def size(self) -> int:\n        return 1\n\n\ndef help_out() -> int:\n    return 2\n\n\ndef size(): ...\n',
    );
  });

  test("keeping what was not asked for again", async () => {
    const first = py("def share(a: int) -> int:\n    ...\n\n\ndef other() -> int:\n    return 1");
    const second = py(
      "def share(a: int) -> int:\n    return a\n\n\ndef other() -> int:\n    return 9",
    );

    const { candidate } = await complete(first, second, { wishes });

    expect(candidate?.text).toContain("def other() -> int:\n    return 1\n");
    expect(candidate?.text).toContain("    return a\n");
  });

  test("one of two that were there twice", async () => {
    const first = py(
      "def share(a: int) -> int:\n    return a\n\n\ndef share(a: int) -> int:\n    return 2",
    );

    const { candidate, diagnostics } = await complete(
      first,
      py("def share(a: int) -> int:\n    return 3"),
      { wishes },
    );

    expect(candidate?.text.match(/def share/g)).toHaveLength(1);
    expect(diagnostics).toEqual([]);
  });

  test("or refuses what does not fit into it", async () => {
    const first = py("def share(a: int) -> int:\n    ...");

    const broken = await complete(first, py("def share(a: int -> int:\n  return (a"), { wishes });

    expect(broken.diagnostics[0]?.code).toBe("response/unmergeable");
  });

  test("and loses no unit, whatever was there", async () => {
    const name = fc.stringMatching(/^[a-z]{1,4}_x$/);
    const body = fc.constantFrom("...", "pass", "return 1");
    const functions = fc.dictionary(name, body, { maxKeys: 4 });
    const write = (
      held: Readonly<Record<string, string>>,
      methods: Readonly<Record<string, string>>,
    ): string =>
      [
        "def share(a: int) -> int:\n    ...",
        ...Object.entries(held).map(([each, inside]) => `def ${each}():\n    ${inside}`),
        ...(Object.keys(methods).length === 0
          ? []
          : [
              `class Basket:\n${Object.entries(methods)
                .map(([each, inside]) => `    def ${each}(self):\n        ${inside}`)
                .join("\n\n")}`,
            ]),
      ].join("\n\n\n");
    await fc.assert(
      fc.asyncProperty(functions, functions, functions, functions, async (a, b, c, d) => {
        const { candidate } = await complete(py(write(a, b)), py(write(c, d)), { wishes });

        const names = async (text: string) =>
          outlinePython(await syntax.parse(text, wasm("python"))).units.map((each) => each.name);
        const held = new Set(await names(candidate?.text ?? ""));
        for (const text of [write(a, b), write(c, d)])
          for (const each of await names(text)) expect(held).toContain(each);
      }),
      { numRuns: 60 },
    );
  });
});
