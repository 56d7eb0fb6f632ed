/** The process in which the compiler lives: requests come on stdin, responses go to stdout, one JSON object a line. */

import { createInterface } from "node:readline";
import { answerRequest } from "./compiler/answer-request.ts";
import type { CompilerRequest } from "./compiler-messages.ts";

for await (const line of createInterface({ input: process.stdin })) {
  const { id, ...request } = JSON.parse(line) as CompilerRequest & { readonly id: number };
  process.stdout.write(`${JSON.stringify(answerRequest(id, request))}\n`);
}
