import { describe, expect, test } from "vitest";
import { createChannel } from "./create-channel.ts";

describe("createChannel()", () => {
  test("gives what was pushed before and while it is read, then the end", async () => {
    const channel = createChannel<number>();
    channel.push(1);
    const reading = Array.fromAsync(channel);
    await Promise.resolve();
    channel.push(2);
    channel.push(3);
    channel.end();
    channel.push(4);

    expect(await reading).toEqual([1, 2, 3]);
  });

  test("gives what is there before it fails", async () => {
    const channel = createChannel<number>();
    const seen: number[] = [];
    channel.push(1);
    channel.fail(new Error("no more"));
    const reading = (async () => {
      for await (const value of channel) seen.push(value);
    })();

    await expect(reading).rejects.toThrow("no more");
    expect(seen).toEqual([1]);
  });
});
