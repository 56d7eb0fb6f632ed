import type { Readable } from "node:stream";

/** What a stream said, up to a limit. */
export interface CollectedOutput {
  /** Resolves when nothing more can come. */
  readonly closed: Promise<void>;
  isCut(): boolean;
  /** The text so far; a character that the limit cut in two is left out. */
  text(): string;
}

/** Keeps the first `maxBytes`; reads on past them, or the program would block on a full pipe. */
export function collectOutput(
  stream: Readable,
  maxBytes: number,
  onTooMuch: () => void,
): CollectedOutput {
  const chunks: Buffer[] = [];
  let length = 0;
  let isCut = false;
  stream.on("data", (chunk: Buffer) => {
    if (isCut) return;
    chunks.push(chunk.subarray(0, maxBytes - length));
    length += chunk.length;
    if (length <= maxBytes) return;
    isCut = true;
    onTooMuch();
  });
  const closed = new Promise<void>((resolve) => stream.once("close", resolve));

  return {
    closed,
    isCut: () => isCut,
    text: () =>
      new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.concat(chunks), {
        stream: isCut,
      }),
  };
}
