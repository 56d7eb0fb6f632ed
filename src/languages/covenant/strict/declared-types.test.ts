import { describe, expect, test } from "vitest";
import {
  checkText,
  enumeration,
  inFunction,
  strict,
  struct,
  summarize,
} from "./fixtures/check-program.ts";

const TYPES = struct("Customer", "id Int") + enumeration("Shape", "Plain");
const parameter = (type: string): string => inFunction("", { parameters: { p: type } }) + TYPES;

describe("checkDeclaredTypes()", () => {
  test.for(["Custommer", "customer", "Cusotmer", "m.Customer", "Strin", "List<Custmer>"])(
    "rejects %s, a slip for a known type",
    (type) => {
      expect(strict(parameter(type))).toEqual([`undefined_type "${type}"`]);
    },
  );

  test.for([
    "Invoice",
    "DbError",
    "Node",
    "Chart",
    "Customers",
    "Customer2",
    "Integer",
    "Map<String, Invoice>",
    "Int?",
  ])("warns at most of %s, which another file may declare", (type) => {
    expect(strict(parameter(type))).toEqual([]);
  });

  test("warns of a type that nobody declares, in every place that has one", () => {
    const places: readonly string[] = [
      parameter("Gone"),
      struct("A", "gone Gone"),
      enumeration("B", "V: gone Gone"),
      inFunction("", { returns: 'collection of="Gone"' }),
      inFunction("", { returns: 'union type="Int" type="Gone" end' }),
      inFunction('step id="s1" kind="construct" type="Gone" as="x" end'),
      inFunction('step id="s1" kind="return" variant type="Gone::V" end as="_" end'),
      inFunction(
        'step id="s1" kind="call" fn="text.trim" arg name="s" lit="a" as="x" handle case type="Gone" end end end',
      ),
      inFunction(
        'step id="s1" kind="query" dialect="sqlite" target="db" body SELECT 1 end returns type="Gone" as="x" end',
        { effects: "effect database" },
      ),
      'snippet id="m.t" kind="module" types struct name="A" field name="b" type="Gone" end end end',
      'snippet id="db" kind="database" schema table name="t" field name="b" type="Gone" end end end',
    ];

    for (const source of places)
      expect(checkText(source)).toMatchObject([
        { rule: "undefined_type", severity: "warning", facts: { name: "Gone" } },
      ]);
  });

  test.for([
    "Customer",
    "Map<String, List<Customer>>",
    "Optional<Shape>",
    "Set<Int>",
    "IoError",
    "Json",
    "Result<Int, ParseError>",
  ])("knows %s", (type) => {
    expect(checkText(parameter(type))).toEqual([]);
  });

  test("knows a function's generic names", () => {
    const source = parameter("List<T>").replace('fn name="f"', 'fn name="f" generic name="T"');

    expect(checkText(source)).toEqual([]);
    expect(checkText(parameter("List<T>"))).toHaveLength(1);
  });

  test("does not take one for a slip for many", () => {
    const source = inFunction("", { parameters: { p: "Invoice" } }) + struct("Invoices", "id Int");

    expect(strict(source)).toEqual([]);
  });

  test("suggests what the language calls a type of another one", () => {
    expect(checkText(parameter("Boolean"))).toMatchObject([{ facts: { candidates: ["Bool"] } }]);
  });

  test("rejects a member that a union has already", () => {
    const returning = (...members: readonly string[]): string =>
      inFunction("", { returns: `union ${members.join(" ")} end` });

    const source = returning('type="Map<String, Int>"', 'type="Int"', 'type="Map<String,Int>"');
    expect(summarize(source, checkText(source))).toEqual([
      'duplicate_union_member "Map<String,Int>"',
    ]);
    expect(checkText(returning('type="Int"', 'type="Float"', 'type="Int" optional'))).toEqual([]);
  });
});
