/**
 * `node numbered-server.ts [PAUSE]`: the fake provider server in a process of its own, with PAUSE ms between the chunks
 * of an answer; each answer tells the number of its request. Prints its URL, ends with its stdin.
 */

import { startFakeProviderServer } from "../src/testing/fake-provider-server/start-fake-provider-server.ts";
import { numberedPieces, numberIn } from "./numbered-answer.ts";

const pauseMs = Number(process.argv[2] ?? 0);

const { url } = await startFakeProviderServer(({ body }) => ({
  kind: "text",
  pieces: numberedPieces(numberIn(JSON.stringify(body?.["messages"]))),
  chunkPauseMs: pauseMs === 0 ? undefined : pauseMs,
}));
process.stdout.write(`${url}\n`);
process.stdin.on("end", () => process.exit()).resume();
