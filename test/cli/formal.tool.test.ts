import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { nonceOf, renderMarkedBlock } from "../../src/std/marked-blocks.ts";
import { createProject, runCli } from "./run-cli.ts";

const TASK = `// <vc-preamble>
predicate IsMax(m: int, a: int, b: int) { m >= a && m >= b && (m == a || m == b) }
// </vc-preamble>

// <vc-helpers>
// </vc-helpers>

// <vc-spec>
method Max(a: int, b: int) returns (m: int)
  ensures IsMax(m, a, b)
// </vc-spec>
// <vc-code>
{
  assume {:axiom} false;
}
// </vc-code>
`;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const answerTo =
  (name: string, source: string) =>
  (slots: Readonly<Record<string, string>>): string =>
    Object.entries(slots)
      .map(([slot, text]) =>
        renderMarkedBlock(
          { nonce: nonceOf(sha256, [name, source]), label: `${name} / ${slot}` },
          text,
        ),
      )
      .join("\n");
const answer = answerTo("max", TASK);
const body = (text: string): string => answer({ "vc-code": `{\n  ${text}\n}\n` });
const RIGHT = body("if a > b { m := a; } else { m := b; }");
const WRONG = body("m := a;");
const OTHER = body("m := b;");
const UNREADABLE = body("m := ;");
const CHEAT = body("assume false;");

const project = (
  answers: readonly unknown[],
  files: Readonly<Record<string, string>> = { "max.dfy": TASK },
): string => createProject({ "answers.json": JSON.stringify({ answers }), ...files });
const generate = (root: string, ...rest: string[]) =>
  runCli(root, [
    "generate",
    "max.dfy",
    "--model",
    "scripted/answers.json",
    "--out",
    "out/max.dfy",
    ...rest,
  ]);
const read = (root: string, path: string): string => readFileSync(join(root, path), "utf8");

describe("specwright generate FILE.dfy", () => {
  test("writes the file with its slots filled, proved, with the evidence", async () => {
    const root = project([`Here you are:\n\n${RIGHT}\nDone.`]);

    const { code, stdout, stderr } = await generate(root);

    expect(stderr).not.toMatch(/^ {4}at /mu);
    expect(code).toBe(0);
    expect(stdout).toBe("out/max.dfy\n");
    expect(read(root, "out/max.dfy")).toBe(
      TASK.replace(
        "{\n  assume {:axiom} false;\n}",
        "{\n  if a > b { m := a; } else { m := b; }\n}",
      ),
    );
    const evidence = JSON.parse(read(root, ".specwright/evidence/out/max.dfy.json"));
    expect(evidence).toMatchObject({
      language: "dafny",
      attempt: 1,
      specification: { name: "max" },
    });
    expect(evidence.checks.map(({ phase }: { phase: string }) => phase)).toEqual(
      expect.arrayContaining(["guard", "lock", "proof"]),
    );
    const checked = await runCli(root, ["check", "out/max.dfy", "--spec", "max.dfy"]);
    expect(checked.code).toBe(0);
  });

  test("repairs by class: what cannot be read, what is not proved, what cheats", async () => {
    const { code, stderr } = await generate(project([UNREADABLE, WRONG, CHEAT, RIGHT]));

    expect(stderr).toContain("attempt 1 (first) rejected in phase syntax");
    expect(stderr).toContain("attempt 2 (repair) rejected in phase proof");
    expect(stderr).toContain("attempt 3 (repair) rejected in phase guard");
    expect(stderr).toContain("attempt 4 (repair) accepted");
    expect(code).toBe(0);
  });

  test("asks for a slot that was cut alone", async () => {
    const helpers = answer({ "vc-helpers": "lemma Trivial() ensures true {}\n" });
    const root = project([helpers + RIGHT.slice(0, RIGHT.lastIndexOf("<<<END")), RIGHT]);

    const { code, stderr } = await generate(root);

    expect(stderr).toContain("attempt 2 (completion) accepted");
    expect(code).toBe(0);
    expect(read(root, "out/max.dfy")).toContain("lemma Trivial()");
  });

  test("stops where an answer comes back, and writes nothing that is not proved", async () => {
    const root = project([WRONG, OTHER, WRONG, RIGHT]);

    const { code, stderr } = await generate(root);

    expect(code).toBe(4);
    expect(stderr).toContain("after 3 attempts");
    expect(existsSync(join(root, "out/max.dfy"))).toBe(false);
    const [runId = ""] = readdirSync(join(root, ".specwright/unverified"));
    expect(read(root, `.specwright/unverified/${runId}/max.dfy`)).toContain("ensures IsMax");
  });
});

describe("a file of contracts that cannot be used", () => {
  test.each([
    ["has nothing open", "method M() ensures true { }\n", /max\.dfy:1 Nothing is open/u],
    ["promises nothing", "method M()\n{ assume false; }\n", /max\.dfy:1 Nothing is promised/u],
    ["is not closed", `${TASK}/* `, /max\.dfy:17 A comment does not end/u],
    [
      "includes what is missing",
      `include "gone.dfy"\n${TASK}`,
      /max\.dfy:1 There is no file "gone\.dfy"/u,
    ],
    ["includes what is outside", `include "../../etc/x.dfy"\n${TASK}`, /lies outside the project/u],
    ["does not resolve", TASK.replace("IsMax(m, a, b)", "IsLarge(m)"), /IsLarge/u],
  ])("is refused before anybody is asked: it %s", async (_, text, message) => {
    const { code, stderr, stdout } = await generate(project([RIGHT], { "max.dfy": text }));

    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ {4}at /mu);
    expect(stdout).toBe("");
    expect(code).toBe(3);
  });
});

describe("other commands with a file of contracts", () => {
  test("check tells what was weakened", async () => {
    const weak = TASK.replace("ensures IsMax(m, a, b)", "ensures true").replace(
      "assume {:axiom} false;",
      "m := a;",
    );
    const root = project([], { "max.dfy": TASK, "weak.dfy": weak });

    const { code, stdout } = await runCli(root, ["check", "weak.dfy", "--spec", "max.dfy"]);

    expect(stdout).toContain("weak.dfy rejected in phase lock");
    expect(code).toBe(1);
  });

  test("context and estimate tell what its prompt shows", async () => {
    const root = project([RIGHT]);
    const model = ["--model", "scripted/answers.json"];

    const shown = await runCli(root, ["context", "max.dfy", "--prompt", ...model]);
    const table = await runCli(root, ["context", "max.dfy", ...model]);
    const estimated = await runCli(root, ["estimate", "max.dfy", ...model]);

    expect(shown.stdout).toContain(TASK);
    expect(shown.stdout).toContain(`<<<BEGIN ${nonceOf(sha256, ["max", TASK])} max / vc-code>>>`);
    expect(table.stdout).toContain("slotsystem@1");
    expect(estimated.stdout).toContain("max.dfy");
    expect([shown.code, table.code]).toEqual([0, 0]);
  });

  test("review asks nobody but the verifier", async () => {
    const done = TASK.replace("assume {:axiom} false;", "m := if a > b then a else b;");
    const root = project([], { "max.dfy": TASK, "done.dfy": done });

    const { code, stdout } = await runCli(root, [
      "review",
      "done.dfy",
      "--spec",
      "max.dfy",
      "--checker-only",
    ]);

    expect(stdout).toContain("The verifier of Dafny proves every promise of max.dfy");
    expect(code).toBe(0);
  });
});

describe("specwright generate TASK.yaml", () => {
  test("fills the file that the sections make", async () => {
    const yaml =
      "language: dafny\nvc-description: The larger one.\nvc-helpers: ''\nvc-spec: |\n  method Max(a: int, b: int) returns (m: int)\n    ensures m >= a && m >= b\n    ensures m == a || m == b\nvc-code: |\n  { assume {:axiom} false; }\n";
    const source =
      "// <vc-helpers>\n// </vc-helpers>\n\n// <vc-spec>\nmethod Max(a: int, b: int) returns (m: int)\n  ensures m >= a && m >= b\n  ensures m == a || m == b\n// </vc-spec>\n// <vc-code>\n{ assume {:axiom} false; }\n// </vc-code>\n";
    const filled = answerTo("larger", source)({ "vc-code": "{ m := if a > b then a else b; }" });
    const root = project([filled], { "larger.yaml": yaml });

    const { code, stdout } = await runCli(root, [
      "generate",
      "larger.yaml",
      "--model",
      "scripted/answers.json",
    ]);

    expect(code).toBe(0);
    expect(stdout).toContain("m := if a > b then a else b;");
  });
});
