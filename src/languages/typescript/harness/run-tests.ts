/** Runs test files in this process and says what each test gave. Runs in the sandbox, in Node. */

import assert from "node:assert";
import strictAssert from "node:assert/strict";
import { run } from "node:test";
import * as own from "./intrinsics.ts";

// Tests ask these; a candidate must not be able to change what they answer.
for (const judge of [assert, strictAssert]) Object.freeze(judge);

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
  stream.on("test:fail", (event: TestEvent) => {
    if (event.details.error?.failureType === "subtestsFailed") return;
    say("failed", `${own.stringify(event.name)} ${own.stringify(reasonOf(event))}`);
  });
  stream.on("test:summary", ({ file, counts }) => {
    if (file === undefined) say("summary", `${counts.passed} ${counts.tests} ${counts.cancelled}`);
  });
  stream.resume();
  await ended;
}

function reasonOf({ details: { error } }: TestEvent): string {
  const cause = error?.cause ?? error;
  return typeof cause === "object" && cause !== null && "message" in cause
    ? `${own.findClassNames(cause)[0]}: ${cause.message}`
    : `${cause}`;
}
