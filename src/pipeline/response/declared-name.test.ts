import { describe, expect, test } from "vitest";
import { specification } from "../../testing/builders.ts";
import { declares, findDeclaredName } from "./declared-name.ts";

const nameIn = (signature: string): string | undefined =>
  findDeclaredName(specification({ signature }));

describe("findDeclaredName()", () => {
  test.each([
    ["export function add(a: number, b: number): number", "add"],
    ["export default async function* walk<T extends (x: number) => void>(f: T)", "walk"],
    ["def add(a: int, b: int) -> int:", "add"],
    ["async def fetch_all(urls: list[str]) -> list[str]", "fetch_all"],
    ["class Stack(Generic[T]):", "Stack"],
    ["export abstract class Foo extends Bar", "Foo"],
    ["export const add = (a: number, b: number): number", "add"],
    ["type Result<T> = { ok: T }", "Result"],
    ["int add(int a, int b)", "add"],
    ["function größe(x: number): number", "größe"],
  ])("reads %j", (signature, name) => {
    expect(nameIn(signature)).toBe(name);
  });

  test("falls back on what the first example calls", () => {
    const expected = { kind: "returns", expression: "1" } as const;

    expect(
      findDeclaredName(specification({ examples: [{ call: "new Stack().size", expected }] })),
    ).toBe("Stack");
  });

  test("knows nothing without signature and examples", () => {
    expect(findDeclaredName(specification())).toBeUndefined();
  });
});

describe("declares()", () => {
  test.each([
    "export function add(a) {}",
    "def add(a):",
    "class add:",
    "const add = 1",
    "add = lambda a: a",
    "add: Callable = f",
    "int add(int a) {",
  ])("sees a declaration in %j", (code) => {
    expect(declares(`x\n${code}\n`, "add")).toBe(true);
  });

  test.each([
    "add(1, 2)",
    "function addAll() {}",
    "def add_all():",
    "x.function add",
    "import { add } from './add'",
    "if (add == 1)",
    "return add(1);",
  ])("sees none in %j", (code) => {
    expect(declares(`x\n${code}\n`, "add")).toBe(false);
  });

  test("takes `$` in a name literally", () => {
    expect(declares("const $a = 1", "$a")).toBe(true);
    expect(declares("const b = 1", "$a")).toBe(false);
  });
});
