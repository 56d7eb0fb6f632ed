import { describe, expect, test } from "vitest";
import { parse } from "../syntax/parse.ts";
import { collectDeclarations } from "./declarations.ts";
import { parseWhole, writeEnum, writeFunction } from "./fixtures/write-program.ts";
import { displayType, ERROR, primitive } from "./types.ts";

const declarationsOf = (source: string) => collectDeclarations(parseWhole(source));

describe("collectDeclarations()", () => {
  test("knows the library under full and short names", () => {
    const { globals } = declarationsOf(writeFunction({}));

    const readFile = globals.get("fs.read_file");
    expect(readFile).toBe(globals.get("read_file"));
    expect(readFile?.kind === "function" && readFile.returns && displayType(readFile.returns)).toBe(
      "String | IoError",
    );
    // Of those that collide, the one that is loaded last.
    expect(globals.get("join")).toBe(globals.get("text.join"));
    expect(globals.get("is_empty")).toBe(globals.get("list.is_empty"));
  });

  test.each(["fn", "extern", "extern-abstract"])("declares a snippet of kind %s twice", (kind) => {
    const { globals } = declarationsOf(writeFunction({ id: "m.g", kind }));

    expect(globals.get("m.g")).toBe(globals.get("g"));
    expect(globals.get("g")).toMatchObject({ kind: "function", id: "m.g", name: "g" });
  });

  test.each(["extern-impl", "test", "data", "module", "database"])(
    "declares nothing callable for a snippet of kind %s",
    (kind) => {
      const { globals } = declarationsOf(writeFunction({ id: "m.g", kind }));

      expect(globals.has("m.g") || globals.has("g")).toBe(false);
    },
  );

  test("lets later definitions replace earlier ones, also of the library", () => {
    const source =
      writeFunction({ id: "text.trim", returns: 'returns type="Int"' }) +
      writeFunction({ id: "other.trim", returns: 'returns type="Bool"' });

    const { globals } = declarationsOf(source);

    expect(globals.get("text.trim")).toMatchObject({ returns: { name: "Int" } });
    expect(globals.get("trim")).toMatchObject({ id: "other.trim" });
  });

  test("declares structs and enums under the name in their signature", () => {
    const source = `${writeEnum("Shape", { Dot: "", Line: 'field name="n" type="Int"' })}
      snippet id="m.user" kind="struct" signature struct name="User"
        field name="id" type="Int" field name="nick" type="String" optional
      end end end`;

    const { globals } = declarationsOf(source);

    expect(globals.has("m.Shape") || globals.has("m.user")).toBe(false);
    expect(globals.get("Shape")).toMatchObject({ variantNames: ["Dot", "Line"] });
    const user = globals.get("User");
    expect(user?.kind === "struct" && displayType(user.row)).toBe("{ id: Int, nick: String? }");
  });

  test("does not declare the types of types sections", () => {
    const source = `snippet id="m.all" kind="module" types
      enum name="Inner" variant name="A" end end end end`;

    expect(declarationsOf(source).globals.has("Inner")).toBe(false);
  });

  test("keeps the first snippet of each id", () => {
    const { snippets } = declarationsOf(writeFunction({ id: "m.a" }) + writeEnum("a", {}));

    expect(snippets.get("m.a")?.kind).toBe("fn");
  });

  test("declares a function whose body could not be read", () => {
    const source = writeFunction({ id: "m.g", returns: 'returns type="Int"', body: "step oops" });

    const { globals, isComplete } = collectDeclarations(parse(source).program);

    expect(globals.get("m.g")).toMatchObject({ returns: primitive("Int") });
    expect(isComplete).toBe(false);
  });

  test("lets a function whose signature could not be read give anything", () => {
    const source = writeFunction({ id: "m.g", returns: "returns oops" });

    const { globals } = collectDeclarations(parse(source).program);

    expect(globals.get("m.g")).toMatchObject({ name: "g", returns: ERROR });
  });

  test("remembers ids of snippets that could not be read", () => {
    const source = writeFunction({ id: "m.g", kind: "function" }) + writeFunction({});

    const { unreadNames, isComplete } = collectDeclarations(parse(source).program);

    expect([...unreadNames]).toEqual(["m.g", "g"]);
    expect(isComplete).toBe(false);
  });
});
