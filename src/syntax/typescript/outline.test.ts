import { describe, expect, test } from "vitest";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import { outlineTypeScript } from "./outline.ts";

const parser = createSyntaxParser();
const outline = async (text: string, grammar: "typescript" | "tsx" = "typescript") =>
  outlineTypeScript(
    await parser.parse(text, {
      file: `@vscode/tree-sitter-wasm/wasm/tree-sitter-${grammar}.wasm`,
    }),
  );

const SHOP = `import fs = require("node:fs");
import { type Money, add } from "./money.ts";
export * from "./tax.ts";
const old = require("old");

const a = 1; // Not of total.
/**
 * The total of a basket. Taxes are in it.
 * @returns money
 */
export async function total<T extends Basket>(
  basket: T,
  rate?: Decimal,
): Promise<Money> {
  return money.add(new Sum(basket), round(rate));
}

// Rounds.
export const round = (n: number): number => Math.round(n);
export const RATES: readonly number[] = [1, 2];

@Injectable()
export abstract class Order extends Base<Line> implements Priced {
  readonly limit = 3;
  constructor(private readonly store: Store) { super(); }
  /** Its lines. */
  @Memo()
  lines(): readonly Line[] { return this.store.load(); }
  size = () => this.lines().length;
  abstract close(): void;
}
export interface Priced extends Named { price(): Money }
export type Id = string | OrderId;
enum State { open, closed }
declare function ambient(a: number): void;
namespace inner { export function deep(): void {} }
export default function () {}
`;

describe("outlineTypeScript()", () => {
  test("finds every declaration with its kind, whole name and signature", async () => {
    const { units } = await outline(SHOP);

    expect(units.map(({ kind, name, signature }) => `${kind} ${name}: ${signature}`)).toEqual([
      "constant old: const old",
      "constant a: const a",
      "function total: export async function total<T extends Basket>(basket: T, rate?: Decimal): Promise<Money>",
      "function round: export const round = (n: number): number",
      "constant RATES: export const RATES: readonly number[]",
      "class Order: export abstract class Order extends Base<Line> implements Priced",
      "method Order.constructor: constructor(private readonly store: Store)",
      "method Order.lines: lines(): readonly Line[]",
      "method Order.size: size = ()",
      "method Order.close: abstract close(): void",
      "interface Priced: export interface Priced extends Named",
      "type Id: export type Id",
      "type State: enum State",
      "function ambient: declare function ambient(a: number): void",
      "function inner.deep: export function deep(): void",
      "function default: export default function ()",
    ]);
  });

  test("takes decorators and the comment right before into the span", async () => {
    const { units } = await outline(SHOP);
    const codeOf = (name: string): string => {
      const unit = units.find((one) => one.name === name);
      return SHOP.slice(unit?.start, unit?.end);
    };

    expect(codeOf("total")).toMatch(/^\/\*\*\n \* The total[\s\S]*round\(rate\)\);\n\}$/);
    expect(codeOf("Order")).toMatch(/^@Injectable\(\)/);
    expect(codeOf("Order.lines")).toMatch(/^\/\*\* Its lines\. \*\/\n {2}@Memo\(\)\n {2}lines/);
  });

  test("reads summaries, calls, types and imports", async () => {
    const { units, imports } = await outline(SHOP);
    const named = Object.fromEntries(units.map((unit) => [unit.name, unit]));

    expect(named["total"]?.summary).toBe("The total of a basket.");
    expect(named["round"]?.summary).toBe("Rounds.");
    expect(named["Order.lines"]?.summary).toBe("Its lines.");
    expect(named["total"]?.calls).toEqual(["add", "Sum", "round"]);
    expect(named["total"]?.types).toEqual(["Basket", "T", "Decimal", "Promise", "Money"]);
    expect(named["Order"]?.types.slice(0, 3)).toEqual(["Base", "Line", "Priced"]);
    expect(imports).toEqual(["node:fs", "./money.ts", "./tax.ts", "old"]);
  });

  test("reads elements as calls, where the grammar knows them", async () => {
    const text = "export const Page = () => <Frame><Shop.List a={load()} /></Frame>;\n";

    const { units } = await outline(text, "tsx");

    expect(units).toMatchObject([{ kind: "function", calls: ["Frame", "List", "load"] }]);
  });

  test("reads what can be read of a broken file, and nothing of an empty one", async () => {
    const { units } = await outline("function good() { return 1; }\nfunction bad( {\nclass");

    expect(units[0]?.name).toBe("good");
    expect(await outline("")).toEqual({ units: [], imports: [] });
  });

  test("ends on ten thousand namespaces in each other", async () => {
    const { units } = await outline(`${"namespace a{".repeat(10_000)}${"}".repeat(10_000)}`);

    expect(units).toEqual([]);
  });
});
