import { describe, expect, test } from "vitest";
import { NODE_KINDS } from "../../../domain/node-contract.ts";
import { rulesFor } from "../rules/all-rules.ts";
import { orderRules } from "./order-rules.ts";

describe("orderRules()", () => {
  test.each(NODE_KINDS)("keeps every rule of kind %s, errors first", (kind) => {
    const ordered = orderRules(rulesFor(kind));
    const firstWarning = ordered.findIndex(({ severity }) => severity !== "error");

    expect(ordered.map(({ id }) => id).toSorted()).toEqual(
      rulesFor(kind)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(ordered.slice(firstWarning).every(({ severity }) => severity !== "error")).toBe(true);
  });

  test.each(NODE_KINDS)("begins with what holds for kind %s alone, each family in turn", (kind) => {
    const ordered = orderRules(rulesFor(kind));
    const families = ordered.slice(0, 16).map(({ id }) => id.slice(0, 3));

    expect(ordered[0]?.kinds.length).toBeLessThan(NODE_KINDS.length);
    for (const family of ["ERR", "KND", "LOG", "TYP", "NOD"]) expect(families).toContain(family);
    for (const family of ["NAM", "SYN", "QUA"]) expect(families).not.toContain(family);
  });
});
