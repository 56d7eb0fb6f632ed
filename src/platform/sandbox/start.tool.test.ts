import { describe, expect, test } from "vitest";
import { createToolRunner } from "../tool-runner.ts";
import { openBubblewrap } from "./bubblewrap.ts";

const ECHO = `
import sys, socket
for line in sys.stdin:
    try:
        socket.create_connection(("192.0.2.1", 80), 0.2)
        reached = "reached"
    except OSError:
        reached = "unreached"
    print(line.strip().upper(), socket.gethostname(), reached, flush=True)
`;

describe("start()", () => {
  test("talks by lines with a program that reaches nothing, until it is disposed of", async () => {
    const sandbox = await openBubblewrap(createToolRunner());
    const tool = await sandbox?.start?.({
      files: [{ path: "echo.py", text: ECHO }],
      entry: "echo.py",
      interpreter: { path: "/usr/bin/python3", args: ["-I", "-u"], readOnlyPaths: [] },
    });
    const lines = tool?.lines[Symbol.asyncIterator]();

    tool?.send("one");
    expect((await lines?.next())?.value).toBe("ONE sandbox unreached");
    tool?.send("two");
    expect((await lines?.next())?.value).toBe("TWO sandbox unreached");
    await tool?.[Symbol.asyncDispose]();

    expect(await tool?.ended).toMatchObject({
      stderr: expect.stringContaining("sandbox: started"),
    });
  });
});
