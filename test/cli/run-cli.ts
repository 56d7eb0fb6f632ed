import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../src/faces/cli/main.ts", import.meta.url));

const compiled = process.env["NODE_COMPILE_CACHE"];
const COMPILED = compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled };

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder that is a project of its own, with these files. */
export function createProject(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), "specwright-cli-"));
  for (const [path, content] of Object.entries({ "package.json": "{}", ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

/** Starts the real command line in `root`, with no key and no configuration of the machine's user. */
export function startCli(
  root: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly ended: Promise<CliResult> } {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: root,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      TMPDIR: tmpdir(),
      ...COMPILED,
      XDG_CONFIG_HOME: join(root, "no-user-config"),
      // The cache folder, which holds the local model, is the user's: no test may find an answer of another there.
      SPECWRIGHT_RESPONSE_CACHE: "false",
      SPECWRIGHT_VERDICT_CACHE: "false",
      ...variables,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    texts.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    texts.stderr += text;
  });
  const ended = new Promise<CliResult>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...texts }));
  });
  return { child, ended };
}

export const runCli = (
  root: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<CliResult> => startCli(root, args, variables).ended;

/** Lines of JSON, parsed. */
export const jsonLines = (text: string): readonly Record<string, unknown>[] =>
  text
    .trim()
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
