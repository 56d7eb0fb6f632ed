/** The process in which Covenant programs run: requests come on stdin, responses go to stdout, one JSON object a line. */

import { createInterface } from "node:readline";
import { endWithParent } from "./end-with-parent.ts";
import { createAnswerer } from "./interpreter/answer-request.ts";
import type { InterpreterRequest } from "./interpreter/messages.ts";

endWithParent();
const answer = createAnswerer();
for await (const line of createInterface({ input: process.stdin })) {
  const { id, ...request } = JSON.parse(line) as InterpreterRequest & { readonly id: number };
  process.stdout.write(`${JSON.stringify({ id, ...answer(request) })}\n`);
}
