import { describe, expect, test } from "vitest";
import { errorOf, fn, give, outcomeOf, step } from "../fixtures/programs.ts";

const ANY = 'returns type="Any"';
const DATA = `
snippet id="kb.root" kind="data" relations rel to="kb.a" type=contains end end
snippet id="kb.a" kind="data" relations rel to="kb.b" type=contains rel to="kb.root" type=related_to end end
snippet id="kb.b" kind="data" relations rel to="kb.a" type=contained_by rel from="kb.c" type=describes end end
snippet id="kb.c" kind="data" end
snippet id="kb.Size" kind="enum" signature enum name="Size" variant name="Big" end end end end
snippet id="kb.ask" kind="extern" effects effect network effect std.time end signature fn name="ask" end end end
snippet id="kb.rules" kind="module"
requires req id="R-1" text "One" priority high end req id="R-2" end end
tests test id="T-1" kind="unit" covers="R-1" end test id="T-2" kind="golden" end end
end
`;
const run = (kind: string, payload: string, id = "kb.root") =>
  outcomeOf(fn("start: String", ANY, `${step(kind, payload, "r")}\n${give("r")}`, DATA), {
    start: id,
  });
const query = (rest: string) => run("query", `target="project" select all ${rest}`);
const traverse = (payload: string, id = "kb.root") =>
  run("traverse", `target="project" from="start" ${payload}`, id);
const data = (...ids: readonly string[]) => ids.map((id) => ({ id, kind: "data" }));

describe("a query of the project", () => {
  test("reads functions with their effects", () => {
    expect(query('from="functions" where contains field="effects" lit="network" end')).toEqual([
      { id: "kb.ask", name: "ask", effects: ["network", "std.time"] },
    ]);
  });

  test.each([
    [
      'from="requirements"',
      [
        { id: "R-1", text: "One", priority: "high" },
        { id: "R-2", text: null, priority: "medium" },
      ],
    ],
    [
      'from="tests"',
      [
        { id: "T-1", kind: "unit", covers: "R-1" },
        { id: "T-2", kind: "golden", covers: null },
      ],
    ],
    ['from="types"', [{ id: "kb.Size", name: "Size" }]],
    ['from="structs"', []],
    ['from="snippets" limit=1', { id: "kb.root", kind: "data" }],
    ['from="snippets" where rel_to target=start type=contained_by end', data("kb.a")],
    ['from="snippets" where rel_from source=start type=related_to end', data("kb.a")],
    ['from="snippets" where rel_to target=other type=describes end', []],
  ])("%s", (rest, rows) => {
    expect(query(rest)).toEqual(rows);
  });

  test("raises for what a project does not have", () => {
    const source = fn(
      "",
      ANY,
      step("query", 'target="project" select all from="constructor"', "r"),
    );

    expect(errorOf(source)).toContain('Cannot query "constructor" of the project');
  });
});

describe("a traverse step", () => {
  test.each([
    ["follow type=contains", data("kb.a")],
    ["follow type=contains depth=2", data("kb.a", "kb.b")],
    ["follow type=contains depth=unbounded direction=outgoing", data("kb.a", "kb.b")],
    ["follow type=contains depth=3 direction=incoming", []],
    ["follow type=related_to depth=3", data("kb.a")],
    ["follow type=nonsense depth=3", []],
  ])("%s", (payload, reached) => {
    expect(traverse(payload)).toEqual(reached);
  });

  test("knows relations from both of their ends", () => {
    expect(traverse("follow type=contained_by depth=9", "kb.b")).toEqual(data("kb.a", "kb.root"));
    expect(traverse("follow type=contains depth=9 direction=incoming", "kb.b")).toEqual(
      data("kb.a", "kb.root"),
    );
    expect(traverse("follow type=described_by", "kb.b")).toEqual(data("kb.c"));
    expect(traverse("follow type=contains depth=1 direction=both", "kb.a")).toEqual(
      data("kb.b", "kb.root"),
    );
  });

  test("takes an id that is no variable as it is", () => {
    const payload = 'target="project" from="kb.root" follow type=contains';

    expect(run("traverse", payload)).toEqual(data("kb.a"));
  });

  test("raises for another target", () => {
    const source = fn("", ANY, step("traverse", 'target="db" from="x" follow type=contains', "r"));

    expect(errorOf(source)).toBe('Cannot traverse "db": only "project" has relations');
  });
});
