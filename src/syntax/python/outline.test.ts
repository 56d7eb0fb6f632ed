import { describe, expect, test } from "vitest";
import { createSyntaxParser } from "../../platform/syntax-parser.ts";
import { outlinePython } from "./outline.ts";

const parser = createSyntaxParser();
const outline = async (text: string) =>
  outlinePython(
    await parser.parse(text, { file: "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm" }),
  );

const SHOP = `from __future__ import annotations
import decimal as d, json
from .stock import Shelf, shelve

# Most that anybody buys.
MOST: Final[int] = 3
type Names = dict[str, m.Name]


# Not of total.

# Adds up.
@cached(60)
async def total(basket: Basket, *, rate: d.Decimal = RATE) -> dict[str, Money]:
    """The total of a basket. Taxes are in it.

    Args: basket
    """
    return money.add(basket.sum(), round(rate))


class Order(Base, m.Mixin, Generic[T]):
    """An order."""

    limit = 3

    class Line:
        def price(self) -> Money:
            pass

    @property
    def lines(self): return load(self)


class Store(Protocol): ...

try:
    import fast
except ImportError:
    def fast(): pass
`;

describe("outlinePython()", () => {
  test("finds every declaration with its kind, whole name and signature", async () => {
    const { units } = await outline(SHOP);

    expect(units.map(({ kind, name, signature }) => `${kind} ${name}: ${signature}`)).toEqual([
      "constant MOST: MOST: Final[int]",
      "type Names: type Names",
      "function total: async def total(basket: Basket, *, rate: d.Decimal = RATE) -> dict[str, Money]",
      "class Order: class Order(Base, m.Mixin, Generic[T])",
      "class Order.Line: class Line",
      "method Order.Line.price: def price(self) -> Money",
      "method Order.lines: def lines(self)",
      "interface Store: class Store(Protocol)",
      "function fast: def fast()",
    ]);
  });

  test("takes decorators and the comment right before into the span", async () => {
    const { units } = await outline(SHOP);
    const total = units.find(({ name }) => name === "total");

    const code = SHOP.slice(total?.start, total?.end);

    expect(code.startsWith("# Adds up.\n@cached(60)\nasync def total(")).toBe(true);
    expect(code.endsWith("round(rate))")).toBe(true);
  });

  test("reads summaries, calls, types and imports", async () => {
    const { units, imports } = await outline(SHOP);
    const named = Object.fromEntries(units.map((unit) => [unit.name, unit]));

    expect(named["MOST"]?.summary).toBe("Most that anybody buys.");
    expect(named["total"]?.summary).toBe("The total of a basket.");
    expect(named["total"]?.calls).toEqual(["add", "sum", "round"]);
    expect(named["total"]?.types).toEqual(["Basket", "Decimal", "dict", "str", "Money"]);
    expect(named["Order"]?.types.slice(0, 3)).toEqual(["Base", "Mixin", "Generic"]);
    expect(imports).toEqual(["decimal", "json", ".stock", "fast"]);
  });

  test("reads what can be read of a broken file, and nothing of an empty one", async () => {
    const { units } = await outline("def good(a):\n    return a\n\ndef bad(:\n\nclass\n");

    expect(units[0]?.name).toBe("good");
    expect(await outline("")).toEqual({ units: [], imports: [] });
  });

  test("ends on a thousand classes in each other", async () => {
    const deep = Array.from({ length: 1000 }, (_, at) => `${" ".repeat(at)}class C${at}:`);

    const { units } = await outline(`${deep.join("\n")}\n${" ".repeat(1000)}pass\n`);

    expect(units.length).toBeLessThan(20);
  });
});
