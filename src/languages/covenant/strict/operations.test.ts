import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OPERATIONS } from "../tables/operations.ts";
import { inFunction, strict, struct } from "./fixtures/check-program.ts";
import { inputsOf } from "./operation-inputs.ts";

const TYPES = {
  n: "Int",
  x: "Float",
  s: "String",
  b: "Bool",
  day: "DateTime",
  raw: "Bytes",
  list: "List<Int>",
  set: "Set<Int>",
  map: "Map<String, Int>",
  item: "Item",
  maybe: "Optional<Int>",
  anything: "Any",
  theirs: "Decimal",
};
const compute = (operation: string, inputs: string, as = "y"): string =>
  `step id="${as}" kind="compute" op=${operation} ${inputs
    .split(" ")
    .map((each) => (/^[a-z.]+$/.test(each) ? `input var="${each}"` : `input lit=${each}`))
    .join(" ")} as="${as}" end`;
const check = (...steps: readonly string[]): readonly string[] =>
  strict(
    inFunction(steps.join("\n"), { parameters: TYPES }) + struct("Item", "size Int?, name String"),
  );

describe("checkOperation()", () => {
  test.for([
    ["add", "n"],
    ["add", "n n n"],
    ["not", "b b"],
    ["clamp", "n n"],
  ])("rejects %s of %s", ([operation, inputs]) => {
    expect(check(compute(operation as string, inputs as string))).toEqual([`arity ${operation}`]);
  });

  test.for([
    ["add", "n s", "s"],
    ["add", "b n", "b"],
    ["mul", "list n", "list"],
    ["sub", "maybe n", "maybe"],
    ["add", "item.name n", "item.name"],
    ["neg", "day", "day"],
    ["bit_and", "n x", "x"],
    ["less", "item n", "item"],
    ["less", "n s", "s"],
    ["greater", "day n", "n"],
    ["to_int", "s", "s"],
    ["parse_int", "n", "n"],
    ["map_has", "item s", "item"],
    ["set_add", "list n", "list"],
    ["set_union", "set n", "n"],
    ["dt_add_days", "day x", "x"],
    ["dt_format", "day n", "n"],
    ["bytes_get", "s n", "s"],
  ])("rejects %s of %s", ([operation, inputs, wrong]) => {
    expect(check(compute(operation as string, inputs as string))).toEqual([
      `operand_type var="${wrong}"`,
    ]);
  });

  test.for([
    ["add", "n x"],
    ["add", "anything theirs"],
    // A step before may have compared it with none.
    ["add", "item.size n"],
    ["less", "s s"],
    ["less", "n x"],
    ["less_eq", "day day"],
    ["equals", "n s"],
    ["to_float", "b"],
    ["to_string", "item"],
    ["map_insert", "map s n"],
    ["set_has", "set n"],
    ["bytes_slice", "raw n n"],
  ])("accepts %s of %s", ([operation, inputs]) => {
    expect(check(compute(operation as string, inputs as string))).toEqual([]);
  });

  test("rejects a number that may not have been read", () => {
    expect(check(compute("parse_int", "s"), compute("add", "y n", "z"))).toEqual([
      'operand_type var="y"',
    ]);
  });

  test("leaves logic to the reference, but for places where it does not look", () => {
    const step = compute("and", "n b");
    const inTransaction = `step id="t" kind="transaction" ${step} as="_" end`;

    expect(check(step)).toEqual([]);
    expect(
      strict(inFunction(inTransaction, { effects: "effect database", parameters: TYPES })),
    ).toEqual(['bool_operand var="n"']);
  });

  test("accepts anything of unknown type in the right number", () => {
    const operation = fc.constantFrom(...OPERATIONS.values());
    fc.assert(
      fc.property(operation, fc.integer({ min: 1, max: 4 }), ({ name, arity }, count) => {
        const inputs = Array.from({ length: count }, () => "anything").join(" ");

        expect(check(compute(name, inputs))).toEqual(count === arity ? [] : [`arity ${name}`]);
      }),
    );
  });
});

describe("inputsOf()", () => {
  test.for([...OPERATIONS.values()].filter(({ name }) => inputsOf(name).length > 0))(
    "says what each input of $name is",
    ({ name, arity }) => {
      expect(inputsOf(name)).toHaveLength(arity);
    },
  );
});
