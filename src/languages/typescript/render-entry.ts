import { randomUUID } from "node:crypto";
import { posix } from "node:path";
import type { SandboxJob } from "../../ports/sandbox.ts";
import type { ModuleTree } from "./compiler-messages.ts";

/** Folder of the harness inside the sandbox. */
export const HARNESS_FOLDER = "specwright-harness";

const ENTRY = "specwright-entry.js";

/** Examples that take longer do not end. */
const CALLS_TIMEOUT_MS = 10_000;

/** A job, and the word with which its harness begins each line that it prints. */
export interface NoncedJob {
  readonly job: Pick<SandboxJob, "files" | "entry" | "interpreter" | "limits">;
  readonly nonce: string;
}

/** A job that makes the calls of `tree`. The harness is imported first: it is there before the candidate is. */
export function renderCallJob(tree: ModuleTree): NoncedJob {
  const nonce = randomUUID();
  const interpreter = tree.nodeFeature === undefined ? "javascript" : "node";
  const host = interpreter === "node" ? "host-node" : "host-any";
  const entry = [
    `import { runCalls } from "./${HARNESS_FOLDER}/run-calls.js";`,
    `import { finish, printLine } from "./${HARNESS_FOLDER}/${host}.js";`,
    `import { calls } from ${JSON.stringify(`./${tree.entries[0]}`)};`,
    `await runCalls(calls, "${nonce}", printLine);`,
    "await finish();",
  ];
  const limits = { timeoutMs: CALLS_TIMEOUT_MS };
  return { nonce, job: { files: withEntry(tree, entry), entry: ENTRY, interpreter, limits } };
}

/** A job that runs the test files of `tree`. */
export function renderTestJob(tree: ModuleTree): NoncedJob {
  const nonce = randomUUID();
  const files = tree.entries.map((path) => JSON.stringify(posix.normalize(path)));
  const entry = [
    `import { runTests } from "./${HARNESS_FOLDER}/run-tests.js";`,
    `import { finish, printLine } from "./${HARNESS_FOLDER}/host-node.js";`,
    `await runTests([${files.join(", ")}], "${nonce}", printLine);`,
    "await finish();",
  ];
  return { nonce, job: { files: withEntry(tree, entry), entry: ENTRY, interpreter: "node" } };
}

const withEntry = (tree: ModuleTree, lines: readonly string[]): SandboxJob["files"] => [
  ...tree.files,
  { path: ENTRY, text: `${lines.join("\n")}\n` },
];
