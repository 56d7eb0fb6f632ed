import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plantTree, renderStructure } from "./render-structure.ts";

const PATHS = ["a.py", "b.py", "lib/c.py", "src/deep/d.py", "src/deep/e.py", "src/f.py"];
const render = (path: string, maxLines: number): readonly string[] =>
  renderStructure(plantTree(PATHS), path, { maxLines }).split("\n");

describe("renderStructure()", () => {
  test("shows the whole tree where there is room", () => {
    expect(render("a.py", 20)).toEqual([
      "./",
      "  lib/",
      "    c.py",
      "  src/",
      "    deep/",
      "      d.py",
      "      e.py",
      "    f.py",
      "  a.py",
      "  b.py",
    ]);
  });

  test("shows what is near first, and says where something is left out", () => {
    expect(render("src/deep/new.py", 6)).toEqual([
      "./ (1 of 4)",
      "  src/",
      "    deep/",
      "      d.py",
      "      e.py",
      "    f.py",
    ]);
    expect(render("new.py", 3)).toEqual(["./ (2 of 4)", "  lib/ (1)", "  src/ (2)"]);
  });

  test("takes the nearest folder that there is", () => {
    expect(render("src/new/deeper/x.py", 4)).toEqual([
      "./ (1 of 4)",
      "  src/",
      "    deep/ (2)",
      "    f.py",
    ]);
  });

  test("is empty without files, and never longer than it may be", () => {
    expect(renderStructure(plantTree([]), "a.py", { maxLines: 9 })).toBe("");
    const name = fc.stringMatching(/^[a-c\n\u202e]{1,2}$/);
    const path = fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join("/"));

    fc.assert(
      fc.property(fc.array(path, { minLength: 1 }), path, fc.nat(12), (paths, near, maxLines) => {
        const text = renderStructure(plantTree(paths), near, { maxLines });

        expect(text === "" ? 0 : text.split("\n").length).toBeLessThanOrEqual(maxLines);
        expect(text).not.toContain("\u202e");
      }),
    );
  });
});
