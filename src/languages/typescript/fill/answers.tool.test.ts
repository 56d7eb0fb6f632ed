import { describe, expect, test } from "vitest";
import { fillHole } from "../../../synthesis/fill-hole.ts";
import { testMachine } from "../../../testing/test-machine.ts";
import { openHoleFile } from "./open-hole-file.ts";

const machine = await testMachine();
const open = (text: string) => openHoleFile({ path: "a.ts", text }, { machine, profile: "strict" });
const answersTo = async (text: string): Promise<readonly string[]> => {
  const { answers } = await fillHole(open(text), [], machine.clock, { depth: 3, timeMs: 20_000 });
  return answers.map((answer) => answer.text);
};

describe("fillHole() in TypeScript", () => {
  test.for([
    [
      "a member compared with a parameter of the same name",
      "interface User { readonly id: number; readonly name: string }\nexport const find = (users: readonly User[], id: number): User | undefined => /*?*/;",
      "users.find((user) => user.id === id)",
    ],
    [
      "a value that may be missing",
      "export const count = (counts: ReadonlyMap<string, number>, key: string): number => /*?*/;",
      "counts.get(key) ?? 0",
    ],
    [
      "a field of what is awaited",
      "interface Account { readonly balance: number }\ndeclare function load(id: string): Promise<Account>;\nexport async function balance(id: string): Promise<number> {\n  return /*?*/;\n}",
      "(await load(id)).balance",
    ],
    [
      "an object that is changed",
      "interface Person { readonly name: string; readonly age: number; readonly city: string }\nexport const move = (person: Person, city: string): Person => /*?*/;",
      "{ ...person, city }",
    ],
    [
      "a table that is asked by its keys",
      'const LIMITS = { low: 1, high: 9 } as const;\nexport const limit = (level: "low" | "high"): number => /*?*/;',
      "LIMITS[level]",
    ],
    [
      "two fields of an object's own",
      "export class Range {\n  constructor(private readonly start: number, private readonly end: number) {}\n  isEmpty(): boolean {\n    return /*?*/;\n  }\n}",
      "this.end === this.start",
    ],
    [
      "what nobody knows, handed on",
      "export const write = (value: unknown): string => /*?*/;",
      "JSON.stringify(value)",
    ],
    [
      "a function that nothing calls yet",
      "interface Point { readonly x: number }\ndeclare function far(point: Point): boolean;\nexport const isFar = (point: Point): boolean => /*?*/;",
      "far(point)",
    ],
  ] as const)("finds %s", async ([, text, wanted]) => {
    const answers = await answersTo(`${text}\n`);
    const wraps = (answer: string): string => answer.replace(/^\((\{.*\})\)$/, "$1");

    expect(answers.map(wraps)).toContain(wanted);
  });

  test("compares nothing with itself", async () => {
    const answers = await answersTo("export const f = (a: number): boolean => /*?*/;\n");

    expect(answers).not.toContain("a === a");
  });

  test("prefers what nothing else uses", async () => {
    const text =
      "export function f(used: string, spare: string): string {\n  console.log(used);\n  return /*?*/;\n}\n";
    const [first] = await answersTo(text);

    expect(first).toContain("spare");
    expect(first).not.toContain("used");
  });

  test("gives the same answers each time", async () => {
    const text = "export const f = (xs: readonly string[], n: number): string[] => /*?*/;\n";

    expect(await answersTo(text)).toEqual(await answersTo(text));
  });
});
