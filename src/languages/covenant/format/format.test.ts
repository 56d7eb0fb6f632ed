import { describe, expect, test } from "vitest";
import { CASES } from "../fixtures/reference-rows.ts";
import { format } from "./format.ts";

/** The formatted text; fails where it is refused. */
function formatted(source: string): string {
  const result = format(source);
  if (result.kind === "refused") throw new Error(result.findings.map(String).join("\n"));
  return result.text;
}

const withoutComments = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !line.trim().startsWith("//"))
    .join("\n");

/** A function whose body holds `steps`; gives back the lines of its body. */
const formattedBody = (steps: string): string => {
  const text = formatted(`snippet id="m.f" kind="fn" body ${steps} end end`);
  return text.slice(text.indexOf("body\n") + "body\n".length, text.lastIndexOf("end\nend\n"));
};

describe("format()", () => {
  const goldens = CASES.filter(({ canonical }) => canonical !== undefined);

  test("knows the reference's own output", () => {
    expect(goldens.length).toBeGreaterThan(10);
  });

  test.each(goldens)("writes $file as the reference does", ({ source, canonical }) => {
    const text = formatted(source);

    expect(withoutComments(text)).toBe(canonical);
  });

  test("keeps what the reference's printer loses or breaks", () => {
    const text = formatted(
      `snippet id="m.impl" kind="extern-impl" implements="m.f" platform="node"
       note """two
lines""" end note lang="en" "one"
       effects effect fs(path="/a",mode=[1,  2],) effect std . time end end
       snippet id="m.t" kind="module"
       types struct name="S" field name="a" type="Int" primary_key=true end enum name="E" variant name="V" end end end
       relations rel to="m.t" type=contains rel from="m.t" end
       metadata tags=["a" "b",] cost=cheap version=007 ok=true end
       content title "T" id [ "x" ] end
       schema field name="k" type="Int" nullable primary unique table name="t" field name="b" type="Int" auto_increment=true optional end end
       end`,
    );

    expect(text).toMatchInlineSnapshot(`
      "snippet id="m.impl" kind="extern-impl" implements="m.f" platform="node"
      note """two
      lines"""
      end
      note lang="en" "one"
      effects
        effect fs(path="/a", mode=[1,  2])
        effect std.time
      end
      end

      snippet id="m.t" kind="module"
      types
        struct name="S"
          field name="a" type="Int" primary_key=true
        end
        enum name="E"
          variant name="V"
          end
        end
      end
      metadata
        tags=["a", "b"]
        cost="cheap"
        version="7"
        ok="true"
      end
      relations
        rel to="m.t" type=contains
        rel from="m.t"
      end
      content
        title "T"
        id ["x"]
      end
      schema
        field name="k" type="Int" unique primary_key=true optional
        table name="t"
          field name="b" type="Int" auto optional
        end
      end
      end
      "
    `);
  });

  test("gives every kind of step its lines", () => {
    const text = formattedBody(
      `step id="s1" kind="call" fn="a.b" arg name="x" field="f" of="r" mut as="y" handle case type="E" step id="s1a" kind="return" lit=00.50 as="_" end end end end
       step id="s2" kind="if" condition="c" then end else step id="s2a" kind="bind" var="v" as="w" end end as="_" end
       step id="s3" kind="match" on="y" case variant type="E::V" bindings=( "a" , "b" ) end case wildcard end as="_" end
       step id="s4" kind="return" struct type="S" field name="a" var="b" field name="c" struct=[x y] end as="_" end
       step id="s5" kind="query" target="db" select field="n" from="t" where or less field="a" from="b" rel_to target=x type=y end end order by="n" desc limit=010 as="q" end
       step id="s6" kind="traverse" target="project" from="y" follow type=contains depth=2 as="z" end
       step id="s7" kind="parallel" on_error="fail_fast" timeout="5s" branch id="b1" end as="_" end
       step id="s8" kind="compute" op=add input var="r.f" input lit=1 as="sum" end`,
    );

    expect(text).toMatchInlineSnapshot(`
      "  step id="s1" kind="call"
          fn="a.b"
          arg name="x" from="r.f"
          mut
          as="y"
          handle
            case type="E"
              step id="s1a" kind="return"
                lit=0.5
                as="_"
              end
            end
          end
        end
        step id="s2" kind="if"
          condition="c"
          then
          end
          else
            step id="s2a" kind="bind"
              from="v"
              as="w"
            end
          end
          as="_"
        end
        step id="s3" kind="match"
          on="y"
          case variant type="E::V" bindings=("a","b")
          end
          case wildcard
          end
          as="_"
        end
        step id="s4" kind="return"
          struct type="S"
            field name="a" from="b"
            field name="c" struct=[x y]
          end
          as="_"
        end
        step id="s5" kind="query"
          target="db"
          select field="n"
          from="t"
          where
            or
              less field="a" var="b"
              rel_to target=x type=y
            end
          end
          order by="n" dir="desc"
          limit=10
          as="q"
        end
        step id="s6" kind="traverse"
          target="project"
          from="y"
          follow type=contains
          depth=2
          as="z"
        end
        step id="s7" kind="parallel"
          on_error="fail_fast"
          timeout="5s"
          branch id="b1"
          end
          as="_"
        end
        step id="s8" kind="compute"
          op=add input field="f" of="r" input lit=1
          as="sum"
        end
      "
    `);
  });

  test("keeps comments at what they are about", () => {
    const text = formatted(`// file
snippet id="m.f" kind="fn" // header

// about the body
body
  // first step
  step id="s1" kind="compute" // head
    op=add // the operation
    // left
    input var="a"
    input lit=1 // right
    as="b" // binding
    // last in the step
  end
  // last in the body
end
end // done
// after all`);

    expect(text).toBe(`// file
snippet id="m.f" kind="fn" // header
// about the body
body
  // first step
  step id="s1" kind="compute" // head
    // the operation
    // left
    // right
    op=add input var="a" input lit=1
    as="b" // binding
    // last in the step
  end
  // last in the body
end
end // done
// after all
`);
  });

  test("moves sections into their order, with their comments", () => {
    const text = formatted(`snippet id="m.f" kind="fn"
// the body
body
end // of the body
// what it does
effects
end
body
end
end`);

    expect(text).toBe(`snippet id="m.f" kind="fn"
// what it does
effects
end
// the body
body
end // of the body
body
end
end
`);
  });

  test("moves no section where the order says which type counts", () => {
    const source = `snippet id="m.S" kind="struct"
signature
  struct name="S"
  end
end
types
  struct name="S"
    field name="a" type="Int"
  end
end
end
`;

    expect(formatted(source)).toBe(source);
  });

  test("puts parameters before the result, except where several results follow each other", () => {
    const fn = (items: string): string =>
      formatted(`snippet id="m.f" kind="fn" signature fn name="f" ${items} end end end`)
        .split("\n")
        .slice(3, -4)
        .map((line) => line.trim())
        .join("; ");

    expect(fn('returns type="A" generic name="T" param name="p" type="T"')).toBe(
      'param name="p" type="T"; returns type="A"; generic name="T"',
    );
    expect(fn('generic name="T" returns type="A" param name="p" type="T" returns type="B"')).toBe(
      'generic name="T" returns type="A"; param name="p" type="T"; returns type="B"',
    );
  });

  test("writes a path in the way of its place only where both parts are plain names", () => {
    expect(formattedBody('step id="s1" kind="bind" field="a b" of="r" as="x" end')).toContain(
      'field="a b" of="r"',
    );
    expect(formattedBody('step id="s1" kind="bind" field="a" of="r.s" as="x" end')).toContain(
      'field="a" of="r.s"',
    );
  });

  test("says nothing about an empty file, and keeps its comments", () => {
    expect(formatted("")).toBe("");
    expect(formatted("\n // only this\n")).toBe("// only this\n");
  });

  test("refuses what cannot be read, and says why", () => {
    const result = format('snippet id="m.f" kind="fn" body');

    expect(result).toMatchObject({ kind: "refused", findings: [{ rule: "unclosed_block" }] });
  });
});

describe("format() of SQL", () => {
  const sql = (body: string): string =>
    formattedBody(
      `step id="s1" kind="query" dialect="postgres" target="db" body${body}end as="rows" end`,
    )
      .split("\n")
      .slice(4, -4)
      .join("\n");

  test("indents the lines as they stand to each other", () => {
    expect(sql("\n\tSELECT a\n\t  FROM t\n\n\tWHERE x = ':id'\n")).toBe(
      "      SELECT a\n        FROM t\n\n      WHERE x = ':id'",
    );
  });

  test("gives text behind the keyword a line of its own", () => {
    expect(sql(" SELECT a\n      FROM t ")).toBe("      SELECT a\n      FROM t");
  });

  test("keeps comments of both languages", () => {
    expect(sql("\n  SELECT a -- it's one\n  // ours\n  FROM t\n")).toBe(
      "      SELECT a -- it's one\n      // ours\n      FROM t",
    );
  });

  test.each([
    ["a quoted text", "\n  SELECT 'a\n b'\n  FROM t\n"],
    ["a quoted name", '\n  SELECT "a\n b"\n  FROM t\n'],
    ["a block comment", "\n  SELECT a /* b\n c */\n  FROM t\n"],
    ["dollar quotes", "\n  SELECT $x$a\n b$x$\n  FROM t\n"],
    ["a quote that is not closed", "\n  SELECT 'a\n  FROM t\n"],
  ])("leaves the lines as they are where one ends inside %s", (_name, body) => {
    expect(sql(body)).toBe(body.slice(1, -1));
  });
});
