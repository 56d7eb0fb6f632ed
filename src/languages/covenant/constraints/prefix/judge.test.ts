import { describe, expect, test } from "vitest";
import type { CovenantTaskSpecification } from "../../../../domain/specification.ts";
import { isRefusal, type PrefixState } from "../../../../ports/prefix-judge.ts";
import { type BadText, describePrefixJudge } from "../../../../testing/describe-prefix-judge.ts";
import { openTypeJudge } from "../open-judge.ts";
import { readShape } from "../read-shape.ts";

const DECLARATIONS = `snippet id="shop_db" kind="database"
metadata
  type="database"
  dialect="sqlite"
  connection="file:shop.db"
end
schema
  table name="orders"
    field name="id" type="Int" primary_key=true
    field name="total" type="Int"
  end
end
end

snippet id="shop.Order" kind="struct"
signature
  struct name="Order"
    field name="id" type="Int"
    field name="total" type="Int"
    field name="is_paid" type="Bool"
  end
end
end

snippet id="shop.State" kind="enum"
signature
  enum name="State"
    variant name="Open"
    end
    variant name="Closed"
      field name="at" type="Int"
    end
  end
end
end`;

const specification: CovenantTaskSpecification = {
  kind: "covenant-task",
  name: "Value of an order",
  language: "covenant",
  text: "",
  signature: `snippet id="shop.value" kind="fn"
signature
  fn name="value"
    param name="order" type="Order"
    param name="state" type="State"
    returns type="Int"
  end
end`,
  examples: [],
  requirements: [],
  contextFiles: [],
  testFiles: [],
  companions: [],
  task: {
    id: "pure.value",
    split: "development",
    category: "pure",
    complexity: "simple",
    functionId: "shop.value",
    requirements: [{ id: "R-OPEN", text: "An open order has its total", priority: "critical" }],
    declarations: DECLARATIONS,
    definitions: [],
    behaviours: [],
  },
};

const read = readShape(specification);
if (read === undefined) throw new TypeError("the signature is not read");
const open = () => openTypeJudge(specification, read, { profile: "strict", path: "a.cov" });

const HEAD = `snippet id="shop.value" kind="fn"
requires
  req id="R-OPEN"
    text "An open order has its total"
    priority critical
  end
end
signature
  fn name="value"
    param name="order" type="Order"
    param name="state" type="State"
    returns type="Int"
  end
end
body`;
const TAIL = `
end
tests
  test id="T-OPEN" kind="unit" covers="R-OPEN"
    step id="t1" kind="bind"
      lit=true
      as="holds"
    end
  end
end
end
`;
const RETURN = `
  step id="s9" kind="return"
    lit=0
    as="_"
  end`;

/** A whole text with these steps, with its `tests`. */
const around = (steps: string, tail = TAIL): string => `${HEAD}${steps}${tail}`;

/** The text of a body in which `wrong` stands first; what comes before it may be written. */
function bad(before: string, wrong: string, after: string, cause?: string): BadText {
  const start = `${HEAD}${before}`;
  return { text: `${start}${wrong}${after}${RETURN}${TAIL}`, from: start.length, cause };
}

const step = (kind: string, payload: string): string => `
  step id="s1" kind="${kind}"
    ${payload}
    as="made"
  end`;

const GOOD = [
  around(RETURN),
  around(`
  step id="s1" kind="match"
    on="state"
    case variant type="State::Open"
      step id="s1a" kind="bind"
        from="order.total"
        as="total"
      end
      step id="s1b" kind="compute"
        op=add input var="total" input lit=1
        as="more"
      end
      step id="s1c" kind="return"
        from="more"
        as="_"
      end
    end
    case variant type="State::Closed" bindings=("at")
      step id="s1d" kind="return"
        from="at"
        as="_"
      end
    end
    as="_"
  end`),
  // Another layout, other spellings of the same, a comment and a helper before.
  `snippet id="shop.twice" kind="fn" signature fn name="twice" param name="n" type="Int" returns type="Int" end end
   body // doubles
     step id="s1" kind="compute" op=add input var="n" input var="n" as="sum" end
     step id="s2" kind="return" from="sum" as="_" end end end
   ${around(`
  step id="s1" kind="if" condition="order.is_paid" then
    step id="s1a" kind="call" fn="shop.twice" arg name="n" field="total" of="order" as="double" end
    step id="s1b" kind="return" from="double" as="_" end
  end as="_" end ${RETURN}`)}`,
];

const compute = (input: string): string =>
  `\n  step id="s1" kind="compute"\n    op=add input ${input}`;

const REFUSED: readonly BadText[] = [
  bad(
    `${step("bind", "lit=1")}\n  step id="s2" kind="bind"\n    from="o`,
    "ther",
    '"\n    as="b"\n  end',
    "unknown-name",
  ),
  bad(compute('var="state'), '"', ' input lit=1\n    as="b"\n  end'),
  bad(compute("lit="), "true", ' input lit=1\n    as="b"\n  end'),
  bad(
    '\n  step id="s1" kind="call"\n    fn="',
    "fs.exists",
    '"\n    arg name="path" lit="a"\n    as="b"\n  end',
  ),
  bad('\n  step id="s1" kind="call"\n    fn="text.upper"\n    a', 's="b"', "\n  end"),
  bad(
    '\n  step id="s1" kind="match"\n    on="state"\n    case variant type="State::',
    "Gone",
    '"\n    end\n    as="b"\n  end',
  ),
  bad('\n  step id="s1" kind="bind"\n    from="order.t', "ax", '"\n    as="b"\n  end'),
  bad(
    `${step("bind", "lit=1")}\n  step id="s2" kind="bind"\n    lit=2\n    as="made`,
    '"',
    "\n  end",
  ),
  bad(`${step("bind", "lit=1")}\n  step id="s1`, '"', ' kind="bind"\n    lit=2\n    as="b"\n  end'),
  bad(
    '\n  step id="s1" kind="i',
    "nsert",
    '"\n    into="shop_db.orders"\n    set field="id" lit=1\n    as="_"\n  end',
  ),
  bad(`${RETURN}\n`, "  step", ' id="s2" kind="bind"\n    lit=1\n    as="b"\n  end'),
];

describePrefixJudge("the judge of Covenant", { open, good: GOOD, bad: REFUSED });

/** The state after these steps of the body. */
function after(steps: string): PrefixState {
  const state = open().start.feed(`${HEAD}${steps}`);
  if (isRefusal(state)) throw new Error(state.reason);
  return state;
}

describe("listContinuations()", () => {
  test("names the arguments that are missing, and what remains of a name", () => {
    const call =
      '\n  step id="s1" kind="call"\n    fn="text.concat"\n    arg name="a" lit="x"\n    arg name="';

    expect(after(call).listContinuations()).toEqual(['b"']);
    expect(after('\n  step id="s1" kind="bind"\n    from="order.i').listContinuations()).toEqual([
      'd"',
      's_paid"',
    ]);
  });

  test("leads to the next words in canonical layout", () => {
    expect(after('\n  step id="s1" kind="bind"\n    lit=1 ').listContinuations()).toBeUndefined();
    expect(after('\n  step id="s1" kind="bind"').listContinuations()).toEqual([
      "\n    from",
      "\n    lit",
    ]);
  });
});

describe("proposeEnd()", () => {
  test.each([
    "",
    '\n  step id="s1" kind="if"\n    condition="order.is_',
    '\n  step id="s1" kind="call"\n    fn="text.concat"\n    arg name="a" lit="x',
    '\n  step id="s1" kind="match"\n    on="state"\n    case variant type="State::Closed" bindings=("at',
  ])("ends what begins with %j", async (steps) => {
    const state = after(steps);
    const end = state.proposeEnd?.() ?? "";
    const whole = state.feed(end);

    expect(end.endsWith("end\n")).toBe(true);
    expect(isRefusal(whole) ? whole.reason : await whole.finish(undefined)).toBeUndefined();
  });

  test("covers critical requirements and returns what is declared", () => {
    const end = after("").proposeEnd?.() ?? "";

    expect(end).toContain('covers="R-OPEN"');
    expect(end).toContain('kind="return"');
  });
});

describe("finish()", () => {
  test("says what is missing", async () => {
    const halfway = after('\n  step id="s1" kind="bind"\n    lit=1\n    as="a"\n  end');

    expect(await halfway.finish(undefined)).toMatchObject({ cause: "incomplete" });
  });

  test("refuses a body that can end without its result, and tests that cover nothing critical", () => {
    const open = after('\n  step id="s1" kind="bind"\n    lit=1\n    as="a"\n  end');
    const untested = after(RETURN);

    expect(open.feed("\nend\ntests")).toMatchObject({ isRefused: true, cause: "not-here" });
    expect(untested.feed("\nend\nend\n")).toMatchObject({ isRefused: true });
  });
});
