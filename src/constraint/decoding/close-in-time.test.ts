import { describe, expect, test } from "vitest";
import { closeInTime, type Ending } from "./close-in-time.ts";

const written = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

/** Writes token after token until it is told to close. */
async function writeUntilClosed(
  limit: number,
  endAt: (count: number) => number | undefined,
): Promise<{ readonly at: number; readonly ending: Ending | undefined; readonly looks: number }> {
  let count = 0;
  let looks = 0;
  const proposeEnd = (): Ending | undefined => {
    looks += 1;
    const length = endAt(count);
    return length === undefined
      ? undefined
      : { keep: count, tokens: written(length), givesUp: false };
  };
  const closing = closeInTime({
    limit,
    isSlow: true,
    proposeEnd,
    findEnd: () => Promise.resolve(undefined),
  });
  for (; count < limit; count += 1) {
    const ending = await closing.check(written(count));
    if (ending !== undefined) return { at: count, ending, looks };
  }
  return { at: count, ending: closing.listKnown(written(count))[0], looks };
}

describe("closeInTime()", () => {
  test.each([0, 3, 60, 199])("closes while an end of %i tokens still fits", async (length) => {
    const { at, ending, looks } = await writeUntilClosed(300, () => length);

    expect(ending).toMatchObject({ keep: at, tokens: written(length) });
    expect(at + length).toBeLessThanOrEqual(300);
    expect(at + length).toBeGreaterThan(280);
    expect(looks).toBeLessThan(40);
  });

  test("keeps up with ends that grow by a token each", async () => {
    const { at, ending } = await writeUntilClosed(300, (count) => count);

    expect(ending?.keep).toBe(at);
    expect(at).toBeGreaterThan(140);
    expect(at).toBeLessThanOrEqual(150);
  });

  test("goes back to an end it knows where the end grows faster than it looks", async () => {
    const { ending } = await writeUntilClosed(300, (count) => (count < 100 ? 20 : 290));

    expect(ending?.tokens).toHaveLength(20);
    expect(ending?.keep).toBeGreaterThan(80);
    expect(ending?.keep).toBeLessThan(100);
  });

  test("knows of no end behind a text that was taken back", async () => {
    let end: Ending | undefined = { keep: 3, tokens: [9], givesUp: false };
    const closing = closeInTime({
      limit: 300,
      isSlow: true,
      proposeEnd: () => end,
      findEnd: () => Promise.resolve(undefined),
    });
    await closing.check([1, 2, 3]);
    end = undefined;

    expect(closing.listKnown([1, 2, 3, 4])).toMatchObject([
      { keep: 3, tokens: [9], givesUp: false },
    ]);
    expect(closing.listKnown([1, 2])).toEqual([]);
  });

  test("tells since when no end was found", async () => {
    let end: Ending | undefined = { keep: 2, tokens: [9], givesUp: false };
    const closing = closeInTime({
      limit: 300,
      isSlow: true,
      proposeEnd: () => end,
      findEnd: () => Promise.resolve(undefined),
    });
    await closing.check(written(2));
    end = undefined;
    for (let count = 3; count < 60; count += 1) await closing.check(written(count));

    expect(closing.findLostSince(written(20))).toBeUndefined();
    expect(closing.findLostSince(written(60))).toBe(2);
  });
});
