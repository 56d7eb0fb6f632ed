import { PassThrough } from "node:stream";
import { describe, expect, test, vi } from "vitest";
import { readHidden } from "./read-hidden.ts";

function createTerminal(isTTY: boolean) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY,
    setRawMode: (on: boolean) => modes.push(on),
  });
  const written: string[] = [];
  const abort = new AbortController();
  const interrupt = vi.fn<() => void>(() => abort.abort(new Error("interrupted")));
  const answer = () =>
    readHidden("Key:", {
      input: input as unknown as NodeJS.ReadStream,
      output: { write: (text: string) => written.push(text) > 0 },
      signal: abort.signal,
      interrupt,
    });
  return { input, modes, written, answer, interrupt };
}

describe("readHidden()", () => {
  test("reads what is typed, shows none of it, and leaves the terminal as it was", async () => {
    const { input, modes, written, answer } = createTerminal(true);
    const answered = answer();

    for (const part of ["ké", "x\u007f", "y", "\r"]) input.write(part);

    expect(await answered).toBe("kéy");
    expect(written.join("")).toBe("Key: \n");
    expect(modes).toEqual([true, false]);
  });

  test("ends with Ctrl-C", async () => {
    const { input, modes, answer } = createTerminal(true);
    const answered = answer();

    input.write("secret\u0003");

    await expect(answered).rejects.toThrow("interrupted");
    expect(modes).toEqual([true, false]);
  });

  test("takes all of a pipe", async () => {
    const { input, modes, written, answer } = createTerminal(false);
    input.end("key\n");

    expect(await answer()).toBe("key\n");
    expect([...modes, ...written]).toEqual([]);
  });
});
