import type { ServerResponse } from "node:http";
import { setImmediate, setTimeout } from "node:timers/promises";
import { PINGS, type StreamFault, type TextAnswer, type WireAnswer } from "./answer.ts";

export interface SendOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Called when so many pieces have been sent whole. */
  readonly onPieces: (count: number) => void;
}

/** Sends a text; whether the place of the fault is still ahead. */
type Send = (text: string) => Promise<boolean>;

/** Streams an answer, with what is to go wrong. */
export async function sendAnswer(
  response: ServerResponse,
  wire: WireAnswer,
  answer: TextAnswer,
  { headers, onPieces }: SendOptions,
): Promise<void> {
  response.writeHead(200, { "content-type": wire.contentType, ...headers });
  response.flushHeaders();
  const { fault } = answer;
  const send = createSend(response, answer);
  const sendPieces = async (from: number, to?: number): Promise<boolean> => {
    for (const [index, piece] of wire.pieces.slice(from, to).entries()) {
      if (!(await send(piece))) return false;
      if (!response.destroyed) onPieces(from + index + 1);
    }
    return true;
  };
  const before = fault === undefined || "afterBytes" in fault ? undefined : fault.afterPieces;
  const isAhead = (await send(wire.start)) && (await sendPieces(0, before));
  if (!isAhead || before !== undefined) {
    if (await meet(fault, wire, response, send)) return;
    await sendPieces(before ?? 0);
  }
  if (!(await send(wire.end))) {
    await meet(fault, wire, response, send);
    return;
  }
  if (fault?.kind === "end-twice") await send(wire.end);
  response.end();
}

/** Does what the fault says; whether it is the last thing that happens. */
async function meet(
  fault: StreamFault | undefined,
  wire: WireAnswer,
  response: ServerResponse,
  send: Send,
): Promise<boolean> {
  await fault?.after;
  switch (fault?.kind) {
    case "cut":
      response.socket?.destroy();
      return true;
    case "end":
      response.end();
      return true;
    case "stall":
      return true;
    case "error":
      await send(wire.error(("error" in fault ? fault.error : undefined) ?? "overloaded"));
      response.end();
      return true;
    case "bad-json":
      await send(wire.badJson);
      return false;
    case "pings":
      await sendPings(wire.ping, send);
      return false;
    default:
      return false;
  }
}

async function sendPings(ping: string, send: Send): Promise<void> {
  for (let count = 0; count < PINGS.count; count += 1) {
    await setTimeout(PINGS.pauseMs);
    await send(ping);
  }
}

/** Each chunk leaves before the next is written, so that the client meets them one by one. */
function createSend(
  response: ServerResponse,
  { fault, chunkBytes, chunkPauseMs }: TextAnswer,
): Send {
  let left = fault !== undefined && "afterBytes" in fault ? fault.afterBytes : undefined;
  return async (text) => {
    const all = Buffer.from(text);
    const bytes = left === undefined ? all : all.subarray(0, left);
    const step = chunkBytes ?? Math.max(1, bytes.length);
    for (let start = 0; start < bytes.length && !response.destroyed; start += step) {
      await new Promise((resolve) => response.write(bytes.subarray(start, start + step), resolve));
      await (chunkPauseMs === undefined ? setImmediate() : setTimeout(chunkPauseMs));
    }
    left = left === undefined ? undefined : left - bytes.length;
    return bytes.length === all.length;
  };
}
