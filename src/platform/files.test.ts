import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Files } from "../ports/files.ts";
import { createFiles } from "./files.ts";
import { createScratchFolder, type ScratchFolder } from "./scratch-folder.ts";

let scratch: ScratchFolder;
let root: string;
let files: Files;
const at = (path: string): string => join(root, path);
const textAt = (path: string): string => readFileSync(at(path), "utf8");

beforeEach(async () => {
  scratch = await createScratchFolder();
  root = scratch.path;
  files = createFiles(root);
});
afterEach(() => scratch[Symbol.asyncDispose]());

describe("readText()", () => {
  test("reads UTF-8 without its byte order mark", async () => {
    writeFileSync(at("a.txt"), "\uFEFFä\r\n😀");

    expect(await files.readText("a.txt")).toBe("ä\r\n😀");
    expect(await files.readText(at("a.txt"))).toBe("ä\r\n😀");
  });

  test.each([
    ["no.txt", "source/missing", "it does not exist"],
    ["file/no.txt", "source/missing", "it does not exist"],
    ["folder", "source/unreadable", "it is a folder, not a file"],
    ["binary", "source/unreadable", "it holds a NUL byte, so it is not text"],
    ["latin1", "source/unreadable", "it is not valid UTF-8"],
    ["cut", "source/unreadable", "it is not valid UTF-8"],
    ["circle", "source/unreadable", "the system reports ELOOP"],
    ["/dev/zero", "source/unreadable", "it is a device or a pipe, not a file"],
  ])("refuses %s as %s: %s", async (path, code, why) => {
    mkdirSync(at("folder"));
    writeFileSync(at("file"), "x");
    writeFileSync(at("binary"), "a\0b");
    writeFileSync(at("latin1"), Buffer.from([0x61, 0xe4, 0x62]));
    writeFileSync(at("cut"), Buffer.from("ä").subarray(0, 1));
    symlinkSync("circle", at("circle"));
    const absolute = path.startsWith("/") ? path : at(path);

    await expect(files.readText(path)).rejects.toMatchObject({
      code,
      message: `Cannot read ${JSON.stringify(absolute)}: ${why}`,
      help: expect.stringMatching(/./),
    });
  });

  test("refuses more than the limit, and takes exactly the limit", async () => {
    writeFileSync(at("a.txt"), "12345");

    expect(await files.readText("a.txt", { maxBytes: 5 })).toBe("12345");
    await expect(files.readText("a.txt", { maxBytes: 4 })).rejects.toMatchObject({
      code: "source/unreadable",
      message: expect.stringMatching(/larger than 4 bytes$/),
    });
  });

  test("takes no more than 10 MiB where nothing is said", async () => {
    writeFileSync(at("a.txt"), "x".repeat(10 * 1024 * 1024 + 1));

    await expect(files.readText("a.txt")).rejects.toMatchObject({ code: "source/unreadable" });
  });

  test("keeps the limit where the system reports no size", async () => {
    await expect(files.readText("/proc/cpuinfo", { maxBytes: 10 })).rejects.toMatchObject({
      code: "source/unreadable",
    });
  });
});

describe("exists() and list()", () => {
  test("exists() is true for files and folders", async () => {
    writeFileSync(at("file"), "");

    expect([await files.exists("file"), await files.exists("."), await files.exists("no")]).toEqual(
      [true, true, false],
    );
  });

  test("list() sorts names; a folder that is not there is empty", async () => {
    for (const name of ["b", "a", "Z"]) writeFileSync(at(name), "");

    expect(await files.list(".")).toEqual(["Z", "a", "b"]);
    expect([await files.list("no"), await files.list("a")]).toEqual([[], []]);
  });
});

describe("writeText()", () => {
  test("reads back as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
        fc.pre(!text.includes("\0") && !text.startsWith("\uFEFF"));

        await files.writeText("deep/er/a.txt", text);

        expect(await files.readText("deep/er/a.txt")).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  test("replaces the file, keeps its mode, and leaves nothing else", async () => {
    writeFileSync(at("a.txt"), "old and long");
    chmodSync(at("a.txt"), 0o750);

    await files.writeText("a.txt", "new");

    expect(textAt("a.txt")).toBe("new");
    expect(statSync(at("a.txt")).mode & 0o777).toBe(0o750);
    expect(readdirSync(root)).toEqual(["a.txt"]);
  });

  test("replaces, so that a reader of the old file keeps it whole", async () => {
    writeFileSync(at("a.txt"), "old");
    const before = statSync(at("a.txt")).ino;

    await files.writeText("a.txt", "new");

    expect(statSync(at("a.txt")).ino).not.toBe(before);
  });

  test("writes through symbolic links to what they lead to", async () => {
    mkdirSync(at("real"));
    writeFileSync(at("real/a.txt"), "old");
    symlinkSync("real", at("folder"));
    symlinkSync("../folder/a.txt", at("real/link"));

    await files.writeText("folder/link", "new");

    expect(textAt("real/a.txt")).toBe("new");
    expect(lstatSync(at("real/link")).isSymbolicLink()).toBe(true);
  });

  test("makes the file that a dangling link leads to", async () => {
    mkdirSync(at("real/deep"), { recursive: true });
    symlinkSync("real/deep", at("folder"));
    symlinkSync("../new.txt", at("folder/link"));

    await files.writeText("folder/link", "new");

    expect(textAt("real/new.txt")).toBe("new");
    expect(lstatSync(at("real/deep/link")).isSymbolicLink()).toBe(true);
  });

  test("writes into a device, and does not replace it", async () => {
    await files.writeText("/dev/null", "new");

    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test.each([
    ["folder", "it is a folder, not a file"],
    ["file/a.txt", "a part of its path is a file, not a folder"],
    ["file/deep/a.txt", "a part of its path is a file, not a folder"],
    ["circle", "its symbolic links lead in a circle"],
    [`${"x".repeat(300)}`, "its name is too long"],
    ["/proc/a.txt", "a folder of its path does not exist"],
  ])("refuses %s as unwritable and leaves nothing behind", async (path, why) => {
    mkdirSync(at("folder"));
    writeFileSync(at("file"), "x");
    symlinkSync("circle", at("circle"));
    const before = readdirSync(root);

    await expect(files.writeText(path, "new")).rejects.toMatchObject({
      code: "storage/unwritable",
      message: expect.stringMatching(new RegExp(`^Cannot write ".*": ${why}$`)),
      help: expect.stringMatching(/./),
    });
    expect(readdirSync(root)).toEqual(before);
  });
});

describe("openAppend()", () => {
  test("appends lines to what is there", async () => {
    mkdirSync(at("deep"));
    writeFileSync(at("deep/a.jsonl"), "1\n");

    {
      await using file = await files.openAppend("deep/a.jsonl");
      await file.append("ä", { flush: true });
      await file.append("3", { flush: false });
    }

    expect(textAt("deep/a.jsonl")).toBe("1\nä\n3\n");
  });

  test("makes the folders and the file", async () => {
    await using file = await files.openAppend("deep/er/a.jsonl");

    await file.append("1", { flush: true });

    expect(textAt("deep/er/a.jsonl")).toBe("1\n");
  });

  test("cuts off a torn last line, however long", async () => {
    const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", " "));

    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.nat({ max: 200_000 }), async (lines, tornLength) => {
        const whole = lines.map((text) => `${text}\n`).join("");
        writeFileSync(at("a.jsonl"), whole + "x".repeat(tornLength));

        await using file = await files.openAppend("a.jsonl");
        await file.append("next", { flush: false });

        expect(textAt("a.jsonl")).toBe(`${whole}next\n`);
      }),
      { numRuns: 30 },
    );
  });

  test("keeps lines whole and in order when they are appended at once", async () => {
    const lines = ["a", "b", "c", "d"].map((letter) => letter.repeat(1_500_000));
    await using file = await files.openAppend("a.jsonl");

    await Promise.all(lines.map((line) => file.append(line, { flush: false })));

    expect(textAt("a.jsonl")).toBe(lines.map((line) => `${line}\n`).join(""));
  });

  test("writes several lines at once, in their order", async () => {
    await using file = await files.openAppend("a.jsonl");

    await file.append(["a", "b"], { flush: true });
    await file.append([], { flush: false });
    await file.append("c", { flush: false });

    expect(textAt("a.jsonl")).toBe("a\nb\nc\n");
  });

  test("refuses two lines as one", async () => {
    await using file = await files.openAppend("a.jsonl");

    expect(() => file.append(["a", "b\nc"], { flush: false })).toThrow(TypeError);

    expect(() => file.append("a\nb", { flush: false })).toThrow(TypeError);
  });

  test("tells a full disk at each line", async () => {
    await using file = await files.openAppend("/dev/full");
    const fault = {
      code: "storage/full",
      message: 'Cannot append to "/dev/full": the disk is full',
    };

    await expect(file.append("1", { flush: true })).rejects.toMatchObject(fault);
    await expect(file.append("2", { flush: true })).rejects.toMatchObject(fault);
  });

  test("refuses a folder", async () => {
    await expect(files.openAppend(".")).rejects.toMatchObject({ code: "storage/unwritable" });
  });
});

describe("remove()", () => {
  test("removes a file; one that is not there is no matter", async () => {
    writeFileSync(at("a.txt"), "");

    await files.remove("a.txt");
    await files.remove("a.txt");

    expect(existsSync(at("a.txt"))).toBe(false);
  });

  test("refuses a folder", async () => {
    mkdirSync(at("folder"));

    await expect(files.remove("folder")).rejects.toMatchObject({ code: "storage/unwritable" });
  });
});
