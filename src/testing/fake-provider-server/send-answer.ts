import type { ServerResponse } from "node:http";
import { setImmediate } from "node:timers/promises";
import { PINGS, type TextAnswer, type WireAnswer } from "./answer.ts";

/** Streams an answer, with what is to go wrong. */
export async function sendAnswer(
  response: ServerResponse,
  wire: WireAnswer,
  { fault, chunkBytes }: TextAnswer,
): Promise<void> {
  response.writeHead(200, { "content-type": wire.contentType });
  response.flushHeaders();
  const send = (text: string): Promise<void> => write(response, text, chunkBytes);

  await send(wire.start);
  for (const piece of wire.pieces.slice(0, fault?.afterPieces)) await send(piece);
  if (fault === undefined) {
    await send(wire.end);
    response.end();
    return;
  }
  await fault.after;
  switch (fault.kind) {
    case "cut":
      response.socket?.destroy();
      return;
    case "end":
      response.end();
      return;
    case "stall":
      return;
    case "bad-json":
    case "pings":
      await (fault.kind === "pings" ? sendPings(wire.ping, send) : send(wire.badJson));
      for (const piece of wire.pieces.slice(fault.afterPieces)) await send(piece);
      await send(wire.end);
      response.end();
      return;
    case "error":
      await send(wire.error);
      response.end();
  }
}

async function sendPings(ping: string, send: (text: string) => Promise<void>): Promise<void> {
  for (let count = 0; count < PINGS.count; count += 1) {
    await new Promise((resolve) =>
      AbortSignal.timeout(PINGS.pauseMs).addEventListener("abort", resolve),
    );
    await send(ping);
  }
}

/** Each chunk leaves before the next is written, so that the client meets them one by one. */
async function write(
  response: ServerResponse,
  text: string,
  chunkBytes: number | undefined,
): Promise<void> {
  const bytes = Buffer.from(text);
  const step = chunkBytes ?? Math.max(1, bytes.length);
  for (let start = 0; start < bytes.length && !response.destroyed; start += step) {
    await new Promise((resolve) => response.write(bytes.subarray(start, start + step), resolve));
    await setImmediate();
  }
}
