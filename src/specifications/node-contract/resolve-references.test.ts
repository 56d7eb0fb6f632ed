import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMemoryFiles } from "../../testing/memory-files.ts";
import { toPlain } from "./placed.ts";
import { resolveContract } from "./resolve-references.ts";

const resolve = (files: Readonly<Record<string, string>>, path = "a.yaml") =>
  resolveContract({ path, text: files[path] ?? "" }, createMemoryFiles(files));

const messagesOf = async (files: Readonly<Record<string, string>>) =>
  (await resolve(files)).problems.map(({ code, message }) => `${code ?? ""} ${message}`);

describe("resolveContract()", () => {
  test("puts files in their places, nested, relative to who names them, with keys beside on top", async () => {
    const { value, sources, problems } = await resolve(
      {
        "n/contract.yaml":
          "retry: { $ref: ../parts/retry.yaml, max: 5 }\nlist:\n  - $ref: ./one.yaml\n",
        "parts/retry.yaml": "max: 3\nbackoff: { $ref: backoff.yaml }\n",
        "parts/backoff.yaml": "base: 100\n",
        "n/one.yaml": "text\n",
      },
      "n/contract.yaml",
    );

    expect(problems).toEqual([]);
    expect(value && toPlain(value)).toEqual({
      retry: { max: 5, backoff: { base: 100 } },
      list: ["text"],
    });
    expect(sources.map(({ path }) => path)).toEqual([
      "n/contract.yaml",
      "parts/retry.yaml",
      "parts/backoff.yaml",
      "n/one.yaml",
    ]);
  });

  test("shows a cycle", async () => {
    expect(
      await messagesOf({
        "a.yaml": "x: { $ref: b.yaml }",
        "b.yaml": "y: { $ref: c.yaml }",
        "c.yaml": "z: { $ref: ./b.yaml }",
      }),
    ).toEqual(['CON016 "./b.yaml" leads back to itself: b.yaml → c.yaml → b.yaml']);
  });

  test.each([
    ["no path", "$ref: [1]", /wants the path/],
    ["an absolute path", "$ref: /etc/passwd", /outside the project/],
    ["a path out of the project", "$ref: ../../x.yaml", /outside the project/],
    ["a missing file", "$ref: no.yaml", /There is no file "no.yaml"/],
    ["keys beside a text", "{ $ref: text.yaml, a: 1 }", /holds no keys/],
  ])("refuses %s", async (_, text, says) => {
    const [message = ""] = await messagesOf({ "a.yaml": text, "text.yaml": "text" });

    expect(message).toMatch(says);
    expect(message).toMatch(/^CON016/);
  });

  test("bounds what files of files make of a contract", async () => {
    const levels = Array.from({ length: 14 }, (_, at) => [
      `f${at}.yaml`,
      Array.from({ length: 20 }, () => `- $ref: f${at + 1}.yaml\n`).join(""),
    ]);
    const files = {
      "a.yaml": "x: { $ref: f0.yaml }",
      ...Object.fromEntries(levels),
      "f14.yaml": "1",
    };

    expect((await messagesOf(files)).some((each) => /more than 50000 values/.test(each))).toBe(
      true,
    );
  });

  test("bounds how deep and how many files it reads", async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`f${at}.yaml`, `x: { $ref: f${at + 1}.yaml }`]),
    );
    const many = Array.from({ length: 150 }, (_, at) => `- $ref: g${at}.yaml\n`).join("");
    const leaves = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`g${at}.yaml`, "1"]));

    expect(await messagesOf({ "a.yaml": "$ref: f0.yaml", ...chain })).toEqual([
      "CON016 References are 16 deep at most",
    ]);
    expect((await messagesOf({ "a.yaml": many, ...leaves }))[0]).toMatch(/may have 100 files/);
  });

  test("finds a cycle of any shape, and only where there is one", async () => {
    const edge = fc.tuple(fc.nat(6), fc.nat(6));
    await fc.assert(
      fc.asyncProperty(fc.array(edge, { maxLength: 12 }), async (edges) => {
        const next = (from: number) => edges.filter(([a]) => a === from).map(([, to]) => to);
        const files = Object.fromEntries(
          Array.from({ length: 7 }, (_, at) => [
            at === 0 ? "a.yaml" : `f${at}.yaml`,
            ["- 1", ...next(at).map((to) => `- $ref: ${to === 0 ? "a" : `f${to}`}.yaml`)].join(
              "\n",
            ),
          ]),
        );

        const isCyclic = (await messagesOf(files)).some((each) =>
          /leads back to itself/.test(each),
        );

        expect(isCyclic).toBe(hasCycle(0, next, []));
      }),
      { numRuns: 200 },
    );
  });
});

const hasCycle = (
  at: number,
  next: (from: number) => readonly number[],
  chain: readonly number[],
): boolean => chain.includes(at) || next(at).some((to) => hasCycle(to, next, [...chain, at]));
