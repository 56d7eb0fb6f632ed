import { describe, expect, test } from "vitest";
import { createProject } from "../fixtures/create-project.ts";
import { emitModules } from "./emit-modules.ts";
import { openProjectFiles } from "./project-files.ts";
import { readSettings } from "./settings.ts";

function emit(files: Readonly<Record<string, string>>, entry = "src/a.ts") {
  using project = createProject(files);
  const path = `${project.root}/${entry}`;
  const opened = openProjectFiles(project.root, new Map());
  const { tree, foreign } = emitModules([path], readSettings(path, "strict", opened), opened);
  const texts = Object.fromEntries(tree.files.map((file) => [file.path, file.text]));
  return { ...tree, texts, foreign };
}

describe("emitModules()", () => {
  test("follows imports, and renames them to files that are there", () => {
    const { texts, entries } = emit({
      "src/a.ts":
        'import { b } from "./lib/b.js";\nimport { c } from "./c";\nimport "./lib";\nexport const a = b + c;',
      "src/lib/b.ts": 'export * from "../c.mts";\nexport const b = 1;',
      "src/lib/index.ts": "export {};",
      "src/c.ts": "export const c = 1;",
      "src/c.mts": "export const d = 1;",
    });

    expect(entries).toEqual(["src/a.js"]);
    expect(Object.keys(texts).toSorted()).toEqual([
      "src/a.js",
      "src/c.js",
      "src/c.mjs",
      "src/lib/b.js",
      "src/lib/index.js",
    ]);
    expect(texts["src/a.js"]).toBe(
      'import { b } from "./lib/b.js";\nimport { c } from "./c.js";\nimport "./lib/index.js";\nexport const a = b + c;\n',
    );
    expect(texts["src/lib/b.js"]).toContain('export * from "../c.mjs"');
  });

  test("leaves out what is only a type, across files too", () => {
    const { texts } = emit({
      "src/a.ts": 'import { T, one } from "./b.ts";\nexport { T };\nexport const a: T = one;',
      "src/b.ts": 'export type { T } from "./types.ts";\nexport const one = 1;',
      "src/types.ts": "export type T = number;",
    });

    expect(Object.keys(texts).toSorted()).toEqual(["src/a.js", "src/b.js"]);
    expect(texts["src/a.js"]).toBe('import { one } from "./b.js";\nexport const a = one;\n');
  });

  test("makes ES modules whatever the project makes", () => {
    const { texts } = emit({
      "tsconfig.json":
        '{ "compilerOptions": { "module": "commonjs", "target": "es2015", "paths": { "@/*": ["./src/*"] } } }',
      "src/a.ts": 'import { b } from "@/b";\nexport const a = b ?? 1;',
      "src/b.ts": "export const b: number | null = 1;",
    });

    expect(texts["src/a.js"]).toBe('import { b } from "./b.js";\nexport const a = b ?? 1;\n');
  });

  test("brings JSON and JavaScript along", () => {
    const { texts } = emit({
      "src/a.ts":
        'import d from "./d.json" with { type: "json" };\nimport { j } from "./j.js";\nexport const a = [d, j];',
      "src/d.json": '{ "x": 1 }',
      "src/j.js": "export const j = 1;",
      "src/j.d.ts": "export declare const j: number;",
    });

    expect(texts["src/a.js"]).toContain('import d from "./d.json.js";');
    expect(texts["src/d.json.js"]).toBe('export default { "x": 1 };\n');
    expect(texts["src/j.js"]).toBe("export const j = 1;\n");
  });

  test.each([
    ["export const a = Math.max(1, 2); console.log(a);", undefined],
    ["const setTimeout = 1; export const a = { fetch: setTimeout };", undefined],
    ["export const a = setTimeout;", "setTimeout"],
    ["export const a = new Intl.NumberFormat();", "Intl"],
    ['import { join } from "node:path";\nexport const a = join;', "node:path"],
    ['import { join } from "path";\nexport const a = join;', "path"],
  ])("knows of %j whether only Node can run it", (text, nodeFeature) => {
    expect(emit({ "src/a.ts": text }).nodeFeature).toBe(nodeFeature);
  });

  test("names packages, and files outside the project, as foreign", () => {
    const { foreign } = emit({
      "src/a.ts": 'import z from "zod";\nimport x from "../../x.ts";\nexport const a = [z, x];',
    });

    expect(foreign).toEqual([
      { file: "src/a.ts", specifier: "zod" },
      { file: "src/a.ts", specifier: "../../x.ts" },
    ]);
  });
});
