import { describe, expect, test } from "vitest";
import { readProgramFacts } from "./program-facts.ts";

const program = (where: string): string => `snippet id="shop.find" kind="fn"
effects
  effect database
end
signature
  fn name="find"
    param name="ids" type="List<Int>"
    returns collection of="Any"
  end
end
body
  step id="s1" kind="for" var="id" in="ids"
    step id="s2" kind="query" target="shop_db" select all from="orders"
      where equals field="id" var="${where}" end
      as="rows"
    end
    as="found"
  end
  step id="s3" kind="return" from="found" as="_" end
end
end
`;

describe("readProgramFacts()", () => {
  test("tells what the queries of a valid program cost", () => {
    const { queries, diagnosis } = readProgramFacts({ program: program("id") });

    expect(queries).toContain("shop.find: estimated expensive");
    expect(queries).toContain("runs once for every item");
    expect(diagnosis).toEqual([]);
  });

  test("tells what is wrong with a program that is not valid, and nothing of its queries", () => {
    const { queries, diagnosis } = readProgramFacts({ program: program("idd") });

    expect(queries).toBe("");
    expect(diagnosis).toEqual([expect.stringMatching(/^E-SYMBOL-001 line 14: .*idd/)]);
  });

  test("has nothing to say where there is no program", () => {
    expect(readProgramFacts({ module: "zoo" })).toEqual({ queries: "", diagnosis: [] });
  });
});
