import { expect, test } from "vitest";
import type { Finding } from "../finding.ts";
import { MUTANTS, type Mutant } from "../fixtures/reference-rows.ts";
import { parse } from "../syntax/parse.ts";
import { checkSemantics } from "./check-semantics.ts";

/** What the reference prints where it finds the same. */
function printedByReference(found: Finding): string {
  switch (found.rule) {
    case "undefined_variable":
    case "undefined_function":
      return `undefined symbol: ${found.facts.name}`.trim();
    case "return_type":
    case "union_value_into_union":
      return `type mismatch: expected ${found.facts.expected}, found ${found.facts.found}`.trim();
    case "bool_operand":
    case "condition_not_bool":
      return `type mismatch: expected Bool, found ${found.facts.found}`;
    case "non_exhaustive_match":
      return `non-exhaustive match on ${found.facts.matchedType}: missing variants [${found.facts.missing.map((name) => JSON.stringify(name)).join(", ")}]`;
    case "relation_target":
      return `${found.code}: relation target not found: ${found.facts.target}`;
    default:
      return found.code;
  }
}

interface Row extends Mutant {
  readonly reference: Mutant["reference"] & {
    readonly messages?: readonly string[];
    readonly violations?: readonly string[];
  };
}

const WELL_FORMED: readonly Row[] = MUTANTS.filter(({ reference }) => reference.kind !== "parse");

test("checkSemantics() finds in every mutant what the reference prints, in its order", () => {
  const others = WELL_FORMED.flatMap(({ id, source, reference }) => {
    const findings = checkSemantics(parse(source).program);
    const printed = findings.filter(({ phase }) => phase === "type_check").map(printedByReference);
    const expected = reference.messages ?? [];
    return JSON.stringify(printed) === JSON.stringify(expected) ? [] : [{ id, printed, expected }];
  });

  expect(WELL_FORMED.length).toBeGreaterThan(900);
  expect(others).toEqual([]);
});

test("checkSemantics() finds in every accepted mutant the violations that the reference prints", () => {
  const others = WELL_FORMED.flatMap(({ id, source, reference }) => {
    if (reference.check === 1) return [];
    // The reference's list names each code once.
    const codes = new Set(checkSemantics(parse(source).program).map(({ code }) => code));
    const expected = reference.violations ?? [];
    return JSON.stringify([...codes]) === JSON.stringify(expected) ? [] : [{ id, codes, expected }];
  });

  expect(others).toEqual([]);
});
