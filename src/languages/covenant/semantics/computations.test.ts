import { describe, expect, test } from "vitest";
import { OPERATIONS } from "../tables/operations.ts";
import { boolOperandCount, typeOfComputation } from "./computations.ts";
import { displayType, readType, type Type } from "./types.ts";

const give = (operation: string, ...inputs: readonly string[]): string =>
  displayType(typeOfComputation(operation, inputs.map(readType)));

describe("typeOfComputation()", () => {
  test.each([
    ["add", ["Int", "Int"], "Int"],
    ["clamp", ["Int", "Float", "Int"], "Float"],
    ["add", ["String", "String"], "Int"],
    ["mod", [], "Int"],
    ["equals", ["Int", "String"], "Bool"],
    ["not", ["Int"], "Bool"],
    ["abs", ["Float"], "Float"],
    ["neg", ["String"], "String"],
    ["pow", ["Int", "Int"], "Float"],
    ["round", ["Float"], "Int"],
    ["bit_shl", ["Int", "Int"], "Int"],
    ["to_float", ["Int"], "Float"],
    ["parse_int", ["String"], "Int | ParseError"],
    ["parse_float", ["String"], "Float | ParseError"],
    ["map_insert", ["Map<K, V>", "K", "V"], "Map<K, V>"],
    ["map_keys", ["Map<K, V>"], "?[]"],
    ["map_has", ["Map<K, V>", "K"], "Bool"],
    ["set_add", ["Set<Int>", "Int"], "Set<Int>"],
    ["set_to_list", ["Set<Int>"], "Int[]"],
    ["set_to_list", ["Int"], "?[]"],
    ["set_is_subset", ["Set<Int>", "Set<Int>"], "Bool"],
    ["dt_add_days", ["DateTime", "Int"], "DateTime"],
    ["dt_diff", ["DateTime", "DateTime"], "Int"],
    ["dt_format", ["DateTime", "String"], "String"],
    ["bytes_get", ["Bytes", "Int"], "Int?"],
    ["bytes_slice", ["Bytes", "Int", "Int"], "Bytes"],
    ["bytes_to_string", ["Bytes"], "String | DecodeError"],
    ["bytes_to_hex", ["Bytes"], "String"],
  ])("gives for %s of %j the type %s", (operation, inputs, expected) => {
    expect(give(operation, ...inputs)).toBe(expected);
  });

  test("knows every operation", () => {
    const inputs: readonly Type[] = ["Set<Int>", "Int", "Int"].map(readType);

    const unknown = [...OPERATIONS.keys()].filter(
      (operation) => typeOfComputation(operation, inputs).kind === "unknown",
    );

    expect(unknown).toEqual([]);
  });
});

describe("boolOperandCount()", () => {
  test("wants all inputs of and, the first of not, none of others", () => {
    expect(["and", "or", "not", "equals", "add"].map(boolOperandCount)).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      1,
      0,
      0,
    ]);
  });
});
