import { describe, expect, test } from "vitest";
import { childOf, findAll, findAround, textOf, walk } from "../syntax/nodes.ts";
import { createSyntaxParser } from "./syntax-parser.ts";

const PYTHON = { file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm" };
const parser = createSyntaxParser();
const rootOf = async (text: string) => (await parser.parse(text, PYTHON)).root;

describe("createSyntaxParser()", () => {
  test("gives nodes their text, fields and parents, in UTF-16 code units", async () => {
    const root = await rootOf('x = "😀é"\ndef später(a: int) -> None:\n    pass\n');
    const [definition] = findAll(root, "function_definition");
    const name = definition && childOf(definition, "name");

    expect(name && textOf(name)).toBe("später");
    expect(name?.parent).toBe(definition);
    expect(textOf(root)).toBe(root.source);
    expect([...walk(root)].every(({ start, end }) => start <= end)).toBe(true);
    expect(findAround(findAll(root, "pass_statement")[0] ?? root, "module")).toBe(root);
  });

  test("reads around mistakes, and says that there are some", async () => {
    const { root, hasError } = await parser.parse("def f(:\n    pass\nclass C: x = 1\n", PYTHON);

    expect(hasError).toBe(true);
    expect(findAll(root, "class_definition")).toHaveLength(1);
  });

  test("walks into nothing that is closed", async () => {
    const root = await rootOf("def f():\n    def g():\n        return 1\n    return 2\n");
    const isFunction = ({ type }: { readonly type: string }) => type === "function_definition";
    const [outer] = findAll(root, "function_definition");
    const returns = [...walk(outer ?? root, isFunction)].filter(
      ({ type }) => type === "return_statement",
    );

    expect(returns.map(textOf)).toEqual(["return 2"]);
  });

  test("remembers the tree of a text, and survives text of any depth", async () => {
    const deep = `x = ${"(".repeat(20_000)}1${")".repeat(20_000)}\n`;

    expect((await rootOf(deep)).children.length).toBeGreaterThan(0);
    expect(await parser.parse(deep, PYTHON)).toBe(await parser.parse(deep, PYTHON));
  });
});
