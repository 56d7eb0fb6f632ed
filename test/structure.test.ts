import { existsSync, globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import {
  cruise,
  type ICruiseOptions,
  type ICruiseResult,
  type IForbiddenRuleType,
} from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { describe, expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { languages } from "../src/languages/index.ts";

const rules = createRequire(import.meta.url)("../.dependency-cruiser.cjs") as {
  readonly forbidden: (IForbiddenRuleType & { readonly name: string })[];
  readonly options: ICruiseOptions;
};
/** What the README's own commands leave in a checkout is no part of it. */
const isGenerated = (file: string): boolean => existsSync(`.specwright/evidence/${file}.json`);
const sources = globSync("src/**/*.ts").filter((file) => !isGenerated(file));
const production = sources.filter(
  (file) => !/[.](test|test-d)[.]ts$|^src\/testing\/|\/fixtures\//.test(file),
);
const read = (file: string): string => readFileSync(file, "utf8");
const countLines = (file: string): number => read(file).trimEnd().split("\n").length;

/** Code without comments: a rule about code must not fire on words about it. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");

describe("the dependency rules", () => {
  test("hold for every module, and every module was read", async () => {
    const { output } = await cruise(
      ["src"],
      { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true },
      undefined,
      { tsConfig: extractTSConfig("tsconfig.json") },
    );
    const { summary } = output as ICruiseResult;

    // dependency-cruiser ends well when it could not read TypeScript at all.
    expect(summary.totalCruised).toBeGreaterThanOrEqual(sources.length);
    expect(
      summary.violations
        .filter(({ from }) => !isGenerated(from))
        .map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
    ).toEqual([]);
  });
});

describe("the sources", () => {
  test("hold no file above 300 lines, no test above 500", () => {
    const long = sources.filter(
      (file) => countLines(file) > (/[.]test[.]ts$/.test(file) ? 500 : 300),
    );

    expect(long).toEqual([]);
  });

  test("take time, randomness and the environment only from the platform and the configuration", () => {
    const raw =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bsetTimeout\(|\bsetInterval\(|\bprocess\.env\b/;
    const users = production
      .filter((file) => !/^src\/(platform|config)\//.test(file))
      .filter((file) => raw.test(withoutComments(read(file))));

    expect(users).toEqual([]);
  });

  test("name no language outside its room", () => {
    const shared = production.filter(
      (file) => !file.startsWith("src/languages/") && !file.startsWith("src/faces/"),
    );
    const branches = shared.filter((file) =>
      languages.some(({ id }) => new RegExp(`["'\`]${id}["'\`]`).test(withoutComments(read(file)))),
    );

    expect(branches).toEqual([]);
  });

  test("give every room one door, and every export of a door a docstring line above its room", () => {
    const rooms = globSync("src/{languages,providers,specifications}/*/").map((room) =>
      room.replace(/\/$/, ""),
    );

    expect(rooms.length).toBeGreaterThan(0);
    expect(rooms.filter((room) => !existsSync(`${room}/index.ts`))).toEqual([]);
    expect(rooms.filter((room) => !read(`${room}/index.ts`).startsWith("/**"))).toEqual([]);
  });

  test("have no barrel files besides the doors", () => {
    const doors =
      /^src\/(index|(ports|testing|languages|providers|specifications)\/index|(languages|providers|specifications)\/[^/]+\/index)[.]ts$/;
    const barrels = sources.filter((file) => basename(file) === "index.ts" && !doors.test(file));

    expect(barrels).toEqual([]);
  });

  test("have no folder that says nothing", () => {
    const folders = new Set(sources.map(dirname).map((folder) => basename(folder)));

    expect(
      [...folders].filter((name) => /^(utils?|helpers?|common|misc|shared|lib)$/.test(name)),
    ).toEqual([]);
  });
});

describe("package.json", () => {
  test("exports doors that exist in the sources", () => {
    const doors = Object.values(packageJson.exports)
      .filter((door) => typeof door === "object")
      .map(({ default: file }) => file.replace("./dist/", "src/").replace(/[.]js$/, ".ts"));

    expect(doors.length).toBeGreaterThan(0);
    expect(doors.filter((door) => !existsSync(door))).toEqual([]);
  });

  test("pins every dependency", () => {
    const versions = Object.entries({
      ...packageJson.dependencies,
      ...packageJson.devDependencies,
    });

    expect(
      versions.filter(([, version]) => !/^(npm:[a-z0-9@/-]+@)?\d+\.\d+\.\d+$/.test(version)),
    ).toEqual([]);
  });
});
