/** Runs test files in this process and says what each test gave. Runs in the sandbox, in Node. */

import assert from "node:assert";
import strictAssert from "node:assert/strict";
import { run } from "node:test";
import * as own from "./intrinsics.ts";

// Tests ask these; a candidate must not be able to change what they answer.
for (const judge of [assert, strictAssert]) Object.freeze(judge);

const { exit, version } = process;

interface TestEvent {
  readonly name: string;
  readonly details: {
    readonly type?: string | undefined;
    readonly error?: Error & { readonly failureType?: string; readonly cause?: unknown };
  };
}

/** Prints a line for each test that failed, and one for the runner's own summary. */
export async function runTests(
  files: readonly string[],
  nonce: string,
  print: (line: string) => void,
): Promise<void> {
  const stream = run({ files: [...files], isolation: "none", concurrency: false });
  const say = (kind: string, content: string): void => print(`${nonce} ${kind} ${content}`);
  const ended = new Promise<void>((resolve) => stream.once("end", resolve));
  const running: string[] = [];
  stream.on("test:dequeue", ({ name }) => own.append(running, name));
  stream.on("test:complete", ({ name }) => void forget(running, name));
  // The runner ends when nothing is left to happen; with a test still running, it would wait for ever.
  process.on("beforeExit", () => {
    const stuck = running[running.length - 1];
    if (stuck === undefined) return;
    say("failed", `${own.stringify(stuck)} ${own.stringify("it waits for what never happens")}`);
    exit(1);
  });
  stream.on("test:fail", (event: TestEvent) => {
    if (event.details.error?.failureType === "subtestsFailed") return;
    say("failed", `${own.stringify(event.name)} ${own.stringify(reasonOf(event))}`);
  });
  let passed = 0;
  stream.on("test:pass", ({ name, details, skip, todo }) => {
    // A file that holds no test counts as one, and so do suites, skipped tests and plans.
    const isTest = details.type !== "suite" && !isFile(name, files);
    if (isTest && !isSet(skip) && !isSet(todo)) passed += 1;
  });
  stream.on("test:diagnostic", ({ message }) => say("noted", own.stringify(message)));
  stream.on("test:summary", ({ file, success }) => {
    if (file === undefined) say("summary", `${passed} ${success} ${version}`);
  });
  stream.resume();
  await ended;
}

/** Takes the last `name` out of the list. */
function forget(names: string[], name: string): void {
  for (let at = names.length - 1; at >= 0; at -= 1) {
    if (names[at] !== name) continue;
    for (let next = at; next < names.length - 1; next += 1) names[next] = names[next + 1] ?? "";
    names.length -= 1;
    return;
  }
}

const isSet = (mark: string | boolean | undefined): boolean => mark !== undefined && mark !== false;

function isFile(name: string, files: readonly string[]): boolean {
  for (let at = 0; at < files.length; at += 1) if (name === files[at]) return true;
  return false;
}

function reasonOf({ details: { error } }: TestEvent): string {
  const cause = error?.cause ?? error;
  return typeof cause === "object" && cause !== null && "message" in cause
    ? `${own.findClassNames(cause)[0]}: ${cause.message}`
    : `${cause}`;
}
