import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSourceType, type SourceType } from "./source-type.ts";

/** A type on one line, to compare. */
function show(type: SourceType): string {
  switch (type.kind) {
    case "name":
      return type.args.length === 0 ? type.name : `${type.name}(${type.args.map(show).join(", ")})`;
    case "union":
      return type.members.map(show).join(" | ");
    case "list":
      return `list(${show(type.element)})`;
    case "tuple":
      return `tuple(${type.elements.map(show).join(", ")})`;
    case "object":
      return `{${type.fields.map(({ name, type: of, isOptional }) => `${name}${isOptional ? "?" : ""}: ${show(of)}`).join(", ")}}`;
    case "map":
      return `map(${show(type.key)}, ${show(type.value)})`;
    case "literal":
      return `${type.of} ${type.text}`;
    default:
      return type.kind;
  }
}

describe("readSourceType()", () => {
  test.for([
    ["int", "int"],
    ["list[int]", "list(int)"],
    ["typing.Optional[datetime.datetime]", "Optional(datetime)"],
    ["dict[str, list[Order | None]]", "dict(str, list(Order | None))"],
    ["tuple[int, ...]", "tuple(int, ...)"],
    ["Callable[[int, str], bool]", "Callable(tuple(int, str), bool)"],
    ["Literal['a', 'b']", "Literal(text a, text b)"],
    ["number[]", "list(number)"],
    ["readonly (string | null)[]", "list(string | null)"],
    ["Array<Map<string, number>>", "Array(Map(string, number))"],
    ["| 'a' | \"b\"", "text a | text b"],
    ["[x: number, y?: string, ...rest: Foo[]]", "tuple(number, string | None, list(Foo))"],
    ["(a: number, b?: { c: string }) => void", "function"],
    ["((x: string) => string)[]", "list(function)"],
    ["new (x: string) => Foo", "function"],
    ["{ a: number; 'b-c'?: string, d(x: 1): void }", "{a: number, b-c?: string, d: void}"],
    ["{ [key: string]: number }", "map(string, number)"],
    ["x is string", "boolean"],
    ["-1", "number 1"],
    ["true", "truth true"],
    ["A & B", "unknown"],
    ["T['key']", "unknown"],
    ["keyof T", "unknown"],
    ["{ [K in keyof T]: T[K] }", "unknown"],
    ["T extends string ? 1 : 2", "unknown"],
    ["Größe<string>", "Größe(string)"],
    ["", "unknown"],
    ["list[int", "unknown"],
    [">", "unknown"],
  ])("reads %s", ([text, type]) => {
    expect(show(readSourceType(text ?? ""))).toBe(type);
  });

  test.for([
    ["deeply nested", `${"A<".repeat(500)}B${">".repeat(500)}`],
    ["too long", `list[${"int, ".repeat(1000)}int]`],
    ["prefixed again and again", `${"readonly ".repeat(200)}X[]`],
  ])("gives up on what is %s", ([, text]) => {
    expect(() => readSourceType(text ?? "")).not.toThrow();
  });

  test("gives a type for any text, and reads to its end", () => {
    const word = fc.constantFrom(
      ...["int", "list", "[", "]", "<", ">", "{", "}", "(", ")", "|", "&", ",", ":", ";", "?", "."],
      ...["=>", "...", "'a'", "1", "-", "readonly", "keyof", "new", "is", "é", "\ud800"],
    );

    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        expect(show(readSourceType(words.join(" ")))).toEqual(expect.any(String));
      }),
      { numRuns: 1000 },
    );
  });
});
