import { afterAll, describe, expect, test } from "vitest";
import { createCheckEnvironment } from "../config/create-environment.ts";
import { withoutRuns } from "../pipeline/fallback/without-runs.ts";
import { validateCandidate } from "../pipeline/validation/validate-candidate.ts";
import { specification } from "../testing/builders.ts";
import { languages } from "./index.ts";

const environment = await createCheckEnvironment();
afterAll(() => environment[Symbol.asyncDispose]());

const SIGNATURES = {
  typescript: [
    "export function add(a: number, b: readonly string[]): number",
    "export const add = (a: number): number =>",
    "export const add: (a: number) => Promise<string>",
    "export class Stack<T> { push(item: T): void; readonly size: number }",
    "export class Empty {",
    "export function add(a: number): number\nexport function add(a: string): string",
    "export async function* go({ a }: { a: number }): AsyncGenerator<string>",
    "export default function add(a: number): asserts a",
  ],
  python: [
    "def add(a: int, b: list[str] = []) -> dict[str, int]:",
    "async def go(x: 'Order', *, y: str) -> None",
    "class Stack:\n    size: int\n    def push(self, item: int) -> None: ...\n    @property\n    def top(self) -> int:\n        '''Top.'''\n        ...",
    "from decimal import Decimal\n\ndef f(\n    a: Decimal,\n    b: str = ',:)',\n) -> tuple[int, ...]: ...\ndef g(n: int) -> int",
  ],
} as const;

const rows = Object.entries(SIGNATURES).flatMap(([id, signatures]) =>
  signatures.map((signature) => [id, signature] as const),
);

describe("stubs and partial implementations", () => {
  test.each(rows)(
    "of %s pass the checker and say that they are incomplete: %j",
    async (id, signature) => {
      const language = languages.find((each) => each.id === id)!;
      const checker = await environment.checkerFor(language);
      const error = id === "python" ? "ValueError" : "RangeError";
      const asked = specification({
        language: id,
        signature,
        requirements: ["It is `right`\nand quick"],
        examples: [{ call: "add(-1)", expected: { kind: "throws", name: error } }],
      });
      const files = [await language.renderStub?.(asked), await language.renderPartial?.(asked)];

      expect(files[0]).toBeDefined();
      for (const file of files) {
        if (file === undefined) continue;
        for (const profile of language.profiles) {
          const { status, diagnostics } = await validateCandidate(
            {
              language: id,
              path: `x${language.fileExtensions[0]}`,
              text: file.text,
              companions: [],
            },
            {
              ...environment,
              checker,
              specification: withoutRuns(asked),
              profile,
              timeoutMs: 30_000,
              signal: undefined,
              isIncomplete: true,
            },
          );
          expect({ status, diagnostics, text: file.text }).toMatchObject({
            status: "accepted",
            diagnostics: [],
          });
        }
        expect(file.text).toContain("INCOMPLETE");
        expect(file.openPoints).toEqual(["R-1: It is `right`\nand quick"]);
      }
    },
  );

  test.each(["typescript", "python"])("of %s need a signature that asks for work", async (id) => {
    const language = languages.find((each) => each.id === id)!;
    const nothing = id === "python" ? "LIMIT: int" : "export interface P { x: number }";

    expect(await language.renderStub?.(specification({ language: id }))).toBeUndefined();
    expect(
      await language.renderStub?.(specification({ language: id, signature: nothing })),
    ).toBeUndefined();
  });
});
