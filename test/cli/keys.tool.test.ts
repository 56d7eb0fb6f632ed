import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { createProject, runCli } from "./run-cli.ts";

const MAIN = fileURLToPath(new URL("../../src/faces/cli/main.ts", import.meta.url));
const hasKeyStore = ["dbus-run-session", "gnome-keyring-daemon"].every(
  (program) => spawnSync("which", [program]).status === 0,
);

/** Runs a shell script in a desktop session of its own, with an unlocked key store in `root`. */
function inSession(root: string, script: string) {
  const home = join(root, "home");
  mkdirSync(home, { recursive: true });
  const unlock = "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1";
  return spawnSync("dbus-run-session", ["--", "bash", "-c", `${unlock}\n${script}`], {
    cwd: root,
    encoding: "utf8",
    timeout: 60_000,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: home,
      SPECWRIGHT: `${process.execPath} ${MAIN}`,
      OPENAI_API_KEY_3: "from-the-environment",
    },
  });
}

describe("specwright keys", () => {
  test.skipIf(!hasKeyStore)(
    "sets, lists and removes keys of a real key store",
    () => {
      const { stdout, stderr, status } = inSession(
        createProject(),
        `
      printf 'canary-one\\n' | $SPECWRIGHT keys set OPENAI_API_KEY || exit 1
      printf canary-two | $SPECWRIGHT keys set OPENAI_API_KEY_2 || exit 2
      $SPECWRIGHT keys list --json || exit 3
      $SPECWRIGHT keys remove OPENAI_API_KEY || exit 4
      $SPECWRIGHT keys list OPENAI_API_KEY --json || exit 5
      $SPECWRIGHT keys remove OPENAI_API_KEY
      echo "second removal: $?"
      SPECWRIGHT_KEY_STORE=false $SPECWRIGHT keys list OPENAI_API_KEY --json || exit 6
      `,
      );

      expect(stderr).not.toContain("canary");
      expect({ status, stdout: stdout.trim().split("\n") }).toEqual({
        status: 0,
        stdout: [
          '{"variable":"OPENAI_API_KEY","from":"key store"}',
          '{"variable":"OPENAI_API_KEY_2","from":"key store"}',
          '{"variable":"OPENAI_API_KEY_3","from":"environment"}',
          '{"variable":"OPENAI_API_KEY_2","from":"key store"}',
          '{"variable":"OPENAI_API_KEY_3","from":"environment"}',
          "second removal: 2",
          '{"variable":"OPENAI_API_KEY_3","from":"environment"}',
        ],
      });
    },
    90_000,
  );

  test("says what to do where no key store answers", async () => {
    const { code, stderr } = await runCli(createProject(), ["keys", "remove", "OPENAI_API_KEY"]);

    expect(code).toBe(6);
    expect(stderr).toMatch(
      /^error Cannot change the system's key store: it does not answer\nhelp: /,
    );
  });

  test("never repeats what may be a key", async () => {
    const { code, stdout, stderr } = await runCli(createProject(), ["keys", "set", "sk-canary-1"]);

    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain("canary");
  });

  test("lists what the environment has, and no value", async () => {
    const { stdout, stderr } = await runCli(createProject(), ["keys", "list"], {
      ANTHROPIC_API_KEY: "canary",
      ANTHROPIC_API_KEY_2: "canary-2",
    });

    expect(stdout).toMatch(/^ANTHROPIC_API_KEY +environment$/m);
    expect(stdout).toMatch(/^ANTHROPIC_API_KEY_2 +environment$/m);
    expect(stdout + stderr).not.toContain("canary");
  });
});
