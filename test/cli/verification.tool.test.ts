import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type CliResult, createProject, jsonLines, runCli } from "./run-cli.ts";

const file = (...promises: readonly string[]): string =>
  `method Abs(x: int) returns (y: int)\n${promises.map((each) => `  ensures ${each}\n`).join("")}{\n  assume false;\n}\n`;
const PROMISES = ["y >= 0", "y == x || y == -x"] as const;
const BODY = "{\n  if x < 0 { y := -x; } else { y := x; }\n}";
const GENERATE = "generate specs/Abs.dfy --model scripted/answers.json --out src/Abs.dfy --json";

/** A project that remembers verdicts in a place of its own. */
function createProofs(promises: readonly string[] = PROMISES) {
  const root = createProject({
    "specs/Abs.dfy": file(...promises),
    "answers.json": JSON.stringify([`\`\`\`dafny\n${BODY}\n\`\`\``]),
  });
  const run = (line: string): Promise<CliResult> =>
    runCli(root, line.split(" "), {
      SPECWRIGHT_VERDICT_CACHE: "true",
      SPECWRIGHT_CACHE_DIRECTORY: join(root, "cache"),
    });
  return { root, run };
}

async function createAccepted() {
  const { root, run } = createProofs();
  const { code, stdout, stderr } = await run(GENERATE);
  if (code !== 0) throw new Error(stdout + stderr);
  return { root, run, runId: String(jsonLines(stdout)[0]?.["runId"]) };
}

const TIMEOUT = 180_000;

describe("what was accepted", () => {
  const accepted = { value: undefined as Awaited<ReturnType<typeof createAccepted>> | undefined };
  beforeAll(async () => {
    accepted.value = await createAccepted();
  }, TIMEOUT);
  const open = () => {
    if (accepted.value === undefined) throw new Error("nothing was accepted");
    return accepted.value;
  };

  test("is remembered by verify, which says so and since when", { timeout: TIMEOUT }, async () => {
    const { run } = open();
    const remembered = await run("verify src/Abs.dfy --json");
    const stats = await run("cache stats --json");

    expect(jsonLines(remembered.stdout)).toMatchObject([
      {
        standing: "holds",
        judgedAgainst: "recorded",
        rememberedFrom: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ]);
    expect(jsonLines(stats.stdout)).toMatchObject([{ verdicts: { entries: 1, uses: 1 } }]);
  });

  test("is proved again by verify --recheck, which tells another toolchain", {
    timeout: TIMEOUT,
  }, async () => {
    const { root, run } = open();
    const path = join(root, ".specwright/evidence/src/Abs.dfy.json");
    const evidence = readFileSync(path, "utf8");
    expect(evidence).toContain('"toolchain": "');
    writeFileSync(path, evidence.replace(/("toolchain": ")[^"]*/g, "$1an older solver"));
    const { code, stdout, stderr } = await run("verify src --recheck --brittleness");
    writeFileSync(path, evidence);

    expect([code, stderr]).toEqual([0, expect.stringContaining("(an older sol) when it was")]);
    expect(stdout).toMatch(/src\/Abs\.dfy holds: accepted against its recorded .* \(\d+ ms\)/);
    expect(stdout).toMatch(/other ways: (\d) of \1 held/);
    expect(stdout).toContain("1 still hold, 0 no longer, 0 inconclusive");
  });

  test("is sealed by evidence bundle; checked without a verifier, and with one", {
    timeout: TIMEOUT,
  }, async () => {
    const { root, run, runId } = open();
    const path = join(root, "proof.json");
    const sealed = await run(`evidence bundle ${runId} --out proof.json`);
    const hash = sealed.stdout.trim().split(" ")[1];
    const checked = await run(`evidence check proof.json --recheck --root ${hash}`);
    const other = await run(`evidence check proof.json --root ${"0".repeat(64)}`);
    writeFileSync(path, readFileSync(path, "utf8").replace("y >= 0", "y >= 1"));
    const changed = await run("evidence check proof.json --recheck");

    expect([sealed.code, checked.code, other.code, changed.code]).toEqual([0, 0, 1, 1]);
    expect(checked.stdout).toMatch(/^src\/Abs\.dfy fits: accepted by dafny \d/);
    expect(checked.stdout).toContain("src/Abs.dfy rechecked: accepted in phase proof");
    expect(checked.stdout).toContain(`1 items, root ${hash}`);
    expect(changed.stdout).toContain("frozen text of the specification was changed");
    expect(changed.stdout).not.toContain("rechecked");
  });

  test("no longer holds where its promises were weakened", { timeout: TIMEOUT }, async () => {
    const { root, run } = open();
    const path = join(root, "src/Abs.dfy");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("y >= 0", "true"));
    const { code, stdout } = await run("verify src/Abs.dfy --json");
    writeFileSync(path, text);

    expect(code).toBe(1);
    expect(jsonLines(stdout)).toMatchObject([
      { standing: "broken", status: "rejected", evidence: { fits: false } },
    ]);
  });
});

describe("specwright probe", () => {
  test("tells strong, weak and unusable specifications apart", { timeout: TIMEOUT }, async () => {
    const { root, run } = createProofs();
    writeFileSync(join(root, "specs/Weak.dfy"), file("y >= 0"));
    writeFileSync(join(root, "specs/Broken.dfy"), file("y >= nothing"));
    const { code, stdout } = await run("probe specs --json");

    expect(code).toBe(1);
    expect(jsonLines(stdout)).toMatchObject([
      { file: "specs/Abs.dfy", strength: "strong", provedBy: [] },
      { file: "specs/Broken.dfy", strength: "refused", diagnostics: [{ line: 2 }] },
      { file: "specs/Weak.dfy", strength: "weak" },
    ]);
    expect(stdout).toContain('"label":"returns zero, false or nothing","texts":{');
    expect(stdout).toContain("y := 0;");
  });
});

describe("specwright generate", () => {
  test("refuses a file that does not resolve, with its line, before a model is asked", {
    timeout: TIMEOUT,
  }, async () => {
    const { run } = createProofs(["y >= nothing"]);
    const { code, stdout, stderr } = await run(GENERATE);

    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toContain("line 2: unresolved identifier: nothing");
  });
});
