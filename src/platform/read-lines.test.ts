import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readLines } from "./read-lines.ts";

const neverTooLong = (): void => {
  throw new Error("no line is too long here");
};

const collect = async (lines: AsyncIterable<string>): Promise<readonly string[]> => {
  const collected: string[] = [];
  for await (const line of lines) collected.push(line);
  return collected;
};

/** Cuts bytes at the given places, in whatever order they come. */
function cut(bytes: Buffer, places: readonly number[]): readonly Buffer[] {
  const sorted = places.map((place) => place % (bytes.length + 1)).toSorted((a, b) => a - b);
  return [0, ...sorted].map((start, index) => bytes.subarray(start, sorted[index] ?? bytes.length));
}

describe("readLines()", () => {
  test("gives the same lines however the bytes are cut", async () => {
    const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", " "));

    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat()), async (lines, places) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(""));
        const stream = Readable.from(cut(bytes, places), { objectMode: false });

        expect(await collect(readLines(stream, 1_000_000, neverTooLong))).toEqual(lines);
      }),
    );
  });

  test("gives a last line that has no line feed", async () => {
    const stream = Readable.from([Buffer.from("a\nb")], { objectMode: false });

    expect(await collect(readLines(stream, 10, neverTooLong))).toEqual(["a", "b"]);
  });

  test("goes on where an earlier loop stopped", async () => {
    const lines = readLines(Readable.from([Buffer.from("a\nb\n")]), 10, neverTooLong);

    for await (const line of lines) {
      expect(line).toBe("a");
      break;
    }

    expect(await collect(lines)).toEqual(["b"]);
  });

  test("reads no further than the stream's buffer while nobody asks", async () => {
    let given = 0;
    const stream = new Readable({
      highWaterMark: 100,
      read() {
        given += 10;
        this.push(Buffer.from("123456789\n"));
      },
    });
    const iterator = readLines(stream, 100, neverTooLong)[Symbol.asyncIterator]();

    for (let count = 0; count < 50; count++) await iterator.next();
    await new Promise((resolve) => setImmediate(resolve));

    expect(given).toBeLessThanOrEqual(500 + 200);
  });

  test("ends at a line that is too long, and says so", async () => {
    let isTooLong = false;
    const stream = Readable.from([Buffer.from("ok\n123"), Buffer.from("456")]);
    const lines = readLines(stream, 5, () => {
      isTooLong = true;
    });

    expect(await collect(lines)).toEqual(["ok"]);
    expect(isTooLong).toBe(true);
  });
});
