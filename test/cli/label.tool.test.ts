import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { accepted, attempt, specification } from "../../src/testing/builders.ts";
import { endedRun, journalsOf } from "../../src/testing/judged-runs.ts";
import { createProject, jsonLines, startCli } from "./run-cli.ts";

const MAIN = fileURLToPath(new URL("../../src/faces/cli/main.ts", import.meta.url));

/** util-linux' `script` runs a command at a terminal of its own. */
const hasScript = ((): boolean => {
  try {
    execFileSync("script", ["--version"]);
    return true;
  } catch {
    return false;
  }
})();

const candidate = {
  language: "typescript",
  path: "add.ts",
  text: "export const add = (a: number, b: number): number => a - b;\n",
  companions: [],
};
const createRuns = (...ids: readonly string[]): string =>
  createProject(
    journalsOf(
      ids.map((id) =>
        endedRun(id, [attempt({ candidate, verdict: accepted() })], {
          specification: specification({ name: "Add", language: "typescript" }),
          profile: "strict",
        }),
      ),
    ),
  );
const linesOf = (root: string) =>
  jsonLines(readFileSync(join(root, ".specwright/feedback.jsonl"), "utf8"));

describe("specwright label", () => {
  test.skipIf(!hasScript)(
    "labels with keys and an editor, and goes on where it was left",
    async () => {
      const root = createRuns("a", "b", "c");
      const command = `${process.execPath} ${MAIN} label --by ann`;
      const child = spawn("script", ["-qefc", command, "/dev/null"], {
        cwd: root,
        env: { ...process.env, VISUAL: "sed -i 's/a - b/a + b/'" },
      });
      const keys = ["a", "e", "q"];
      let shown = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        shown += text;
        // One key for each time that it asks.
        const asked = shown.split("[q]uit").length - 1;
        while (3 - keys.length < asked && keys.length > 0) child.stdin.write(keys.shift() ?? "");
      });
      const [code] = (await once(child, "close")) as [number];

      expect(code).toBe(0);
      expect(shown).toMatch(/2 labelled, 0 skipped; at most 1 left/);
      expect(linesOf(root)).toMatchObject([
        { runId: "a", opinion: "accept", by: "ann" },
        { runId: "b", opinion: "edit", edit: { verdict: "accepted" } },
      ]);
    },
  );

  test("--web keeps what was labelled when Ctrl-C closes it", async () => {
    const root = createRuns("a", "b");
    const { child, ended } = startCli(root, ["label", "--web"]);
    const [line] = (await once(child.stdout ?? child, "data")) as [string];
    const url = new URL(line.trim());
    const response = await fetch(new URL("/api/label", url), {
      method: "POST",
      headers: {
        origin: url.origin,
        cookie: `specwright-${url.port}=${url.searchParams.get("token")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ runId: "a", attempt: 1, opinion: "accept" }),
    });
    child.kill("SIGINT");
    const { code, stderr } = await ended;

    expect([response.status, code]).toEqual([200, 0]);
    expect(stderr).toContain("1 labelled, 0 skipped; at most 1 left");
    expect(linesOf(root)).toMatchObject([{ runId: "a", opinion: "accept", by: null }]);
  });
});
