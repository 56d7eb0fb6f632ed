import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { readKey } from "./read-key.ts";

function createTerminal() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    setRawMode: (on: boolean) => modes.push(on),
  });
  const abort = new AbortController();
  const press = () =>
    readKey({
      input: input as unknown as NodeJS.ReadStream,
      signal: abort.signal,
      interrupt: () => abort.abort(new Error("interrupted")),
    });
  return { input, modes, press };
}

describe("readKey()", () => {
  test("is one key in lower case, and leaves the terminal as it was", async () => {
    const { input, modes, press } = createTerminal();
    const pressed = press();

    input.write("A");

    expect(await pressed).toBe("a");
    expect(modes).toEqual([true, false]);
  });

  test("takes only the first of what comes at once", async () => {
    const { input, press } = createTerminal();
    const pressed = press();
    input.write("raaaa");
    expect(await pressed).toBe("r");

    const next = press();
    input.write("s");
    expect(await next).toBe("s");
  });

  test("is nothing at the end of the input, and ends with Ctrl-C", async () => {
    const { input, press } = createTerminal();
    const pressed = press();
    input.write("\u0004");
    expect(await pressed).toBeUndefined();

    const interrupted = press();
    input.write("\u0003");
    await expect(interrupted).rejects.toThrow("interrupted");
  });
});
