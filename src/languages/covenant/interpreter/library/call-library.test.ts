import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../../domain/json.ts";
import { LIBRARY } from "../../tables/library.ts";
import { DEFAULT_LIMITS, LimitReached } from "../limits.ts";
import { createMeter } from "../meter.ts";
import { Raised } from "../raised.ts";
import { readJson } from "../values/read-json.ts";
import type { Value } from "../values/value.ts";
import { ANY } from "../values/value-type.ts";
import { writeJson } from "../values/write-json.ts";
import { callLibrary } from "./call-library.ts";
import type { LibraryContext } from "./library-function.ts";
import { createMemoryFiles } from "./memory-files.ts";

const SHAPES = { structs: new Map(), enums: new Map() };
const FILES = { "notes/a.txt": "héllo", "notes/deep/b.txt": "", "/abs.txt": "x" };

const contextWith = (texts: Readonly<Record<string, string>> = FILES): LibraryContext => ({
  meter: createMeter(DEFAULT_LIMITS),
  files: createMemoryFiles(texts),
});

const callWith = (context: LibraryContext, id: string, ...args: readonly JsonValue[]): JsonValue =>
  writeJson(
    callLibrary(
      id,
      args.map((arg) => readJson(arg, ANY, SHAPES)),
      context,
    ),
    ANY,
    SHAPES,
  );

const call = (id: string, ...args: readonly JsonValue[]): JsonValue =>
  callWith(contextWith(), id, ...args);

const ioError = expect.objectContaining({ $type: "IoError" }) as JsonValue;

const CASES: readonly (readonly [string, readonly JsonValue[], JsonValue])[] = [
  ["console.println", ["a"], null],
  ["console.print", ["a"], null],
  ["console.error", ["a"], null],
  ["console.info", ["a"], null],
  ["console.debug", ["a"], null],
  ["console.warn", ["a"], null],
  ["fs.read_file", ["./notes//a.txt"], "héllo"],
  ["fs.read_file", ["notes"], ioError],
  ["fs.read_file", ["../../etc/passwd"], ioError],
  ["fs.write_file", ["new/b.txt", "x"], null],
  ["fs.write_file", ["notes", "x"], ioError],
  ["fs.mkdir", ["made/deep", true], null],
  ["fs.mkdir", ["notes", true], null],
  ["fs.mkdir", ["notes", false], ioError],
  ["fs.mkdir", ["notes/a.txt", true], ioError],
  [
    "fs.read_dir",
    ["notes/"],
    [
      { $type: "DirEntry", name: "a.txt", is_dir: false },
      { $type: "DirEntry", name: "deep", is_dir: true },
    ],
  ],
  ["fs.read_dir", ["/"], [{ $type: "DirEntry", name: "abs.txt", is_dir: false }]],
  ["fs.read_dir", ["nowhere"], ioError],
  ["fs.exists", ["notes/deep"], true],
  ["fs.exists", ["note"], false],
  ["fs.remove", ["notes/a.txt"], null],
  ["fs.remove", ["notes"], ioError],
  ["fs.remove", ["gone"], ioError],
  ["fs.stat", ["notes/a.txt"], { $type: "FileStat", size: 6, is_dir: false }],
  ["fs.stat", ["notes"], { $type: "FileStat", size: 0, is_dir: true }],
  ["fs.stat", ["gone"], ioError],
  ["fs.copy", ["notes/a.txt", "c.txt"], null],
  ["fs.copy", ["gone", "c.txt"], ioError],
  ["fs.rename", ["notes", "papers"], null],
  ["fs.rename", ["gone", "c.txt"], ioError],
  ["fs.rename", ["notes", "notes/deep/more"], ioError],
  ["path.join", ["a/b", "../c.txt"], "a/c.txt"],
  ["path.extname", ["a/b.tar.gz"], ".gz"],
  ["path.basename", ["a/b.txt"], "b.txt"],
  ["path.dirname", ["a/b.txt"], "a"],
  ["path.is_absolute", ["/a"], true],
  ["std.text.regex_test", ["^[^@]+@[^@]+$", "a@b"], true],
  ["std.text.regex_match", ["\\d+", "a12b3"], "12"],
  ["std.text.regex_match", ["\\d+", "ab"], ""],
  ["std.text.regex_match", [".", "😀"], "😀"],
  ["std.text.regex_match", ["\\_+", "a__"], "__"],
  ["std.text.regex_replace", ["(\\w)(\\w)", "abcd", "$2$1-$&-$$-$9"], "ba-ab-$-$9cd"],
  ["std.text.regex_replace_all", ["a", "banana", "o"], "bonono"],
  ["std.text.regex_replace_all", ["x*", "ab", "-"], "-a-b-"],
  ["std.text.regex_split", [",\\s*", "a, b,c"], "a\nb\nc"],
  ["text.concat", ["a", "b"], "ab"],
  ["text.upper", ["straße"], "STRASSE"],
  ["text.lower", ["ABC"], "abc"],
  ["text.trim", [" a "], "a"],
  ["text.trim_start", [" a "], "a "],
  ["text.trim_end", [" a "], " a"],
  ["text.str_reverse", ["a😀b"], "b😀a"],
  ["text.contains", ["abc", "bc"], true],
  ["text.starts_with", ["abc", "ab"], true],
  ["text.ends_with", ["abc", "ab"], false],
  ["text.index_of", ["😀abc", "b"], 2],
  ["text.index_of", ["abc", "x"], -1],
  ["text.slice", ["😀abc", 1, 3], "ab"],
  ["text.slice", ["abc", -5, 99], "abc"],
  ["text.slice", ["abc", 2, 1], ""],
  ["text.char_at", ["a😀", 1], "😀"],
  ["text.char_at", ["a", 1], ""],
  ["text.char_at", ["a", -1], ""],
  ["text.replace", ["a-a", "a", "$&"], "$&-a"],
  ["text.replace_all", ["a-a", "a", "$&"], "$&-$&"],
  ["text.replace_all", ["😀b", "", "."], ".😀.b."],
  ["text.replace_all", ["", "", "."], ".."],
  ["text.split", ["a,b,", ","], ["a", "b", ""]],
  ["text.split", ["😀b", ""], ["😀", "b"]],
  ["text.join", [["a", "b"], "-"], "a-b"],
  ["text.repeat", ["ab", 3], "ababab"],
  ["text.repeat", ["ab", -1], ""],
  ["text.str_len", ["😀b"], 2],
  ["text.byte_len", ["é"], 2],
  ["text.is_empty", [""], true],
  ["text.pad_start", ["7", 4, "0"], "0007"],
  ["text.pad_start", ["7", 4, "ab"], "aba7"],
  ["text.pad_end", ["😀", 3, "."], "😀.."],
  ["text.pad_end", ["abc", 2, "."], "abc"],
  ["text.pad_end", ["abc", 9, ""], "abc"],
  ["list.len", [[1, 2]], 2],
  ["list.is_empty", [[]], true],
  ["list.get", [[1, 2], 1], 2],
  ["list.get", [[1, 2], 2], null],
  ["list.get", [[1, 2], -1], null],
  ["list.first", [[]], null],
  ["list.last", [[1, 2]], 2],
  ["list.append", [[1], 2], [1, 2]],
  ["list.contains", [[[1]], [1]], true],
  ["list.flatten", [[[1], [2, [3]], 4]], [1, 2, [3], 4]],
  ["map.get", [{ a: 1 }, "a"], 1],
  ["map.get", [{ a: 1 }, "constructor"], null],
];

describe("callLibrary()", () => {
  test.each(CASES)("%s of %j is %j", (id, args, expected) => {
    expect(call(id, ...args)).toEqual(expected);
  });

  test("knows every function of the library, and the cases above try each", () => {
    const tried = new Set(CASES.map(([id]) => id));

    expect(LIBRARY.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
    expect(LIBRARY).toHaveLength(57);
  });

  test.each<readonly [string, readonly JsonValue[]]>([
    ["text.upper", [1]],
    ["text.repeat", ["a", "3"]],
    ["text.join", [[1], "-"]],
    ["list.len", ["abc"]],
    ["map.get", [[1], "a"]],
    ["fs.mkdir", ["a", 1]],
    ["std.text.regex_test", ["(", "a"]],
  ])("%s of %j is a run-time error", (id, args) => {
    expect(() => call(id, ...args)).toThrow(Raised);
  });

  test.each<readonly [string, readonly JsonValue[]]>([
    ["text.repeat", ["abc", 2 ** 52]],
    ["text.pad_start", ["a", 2 ** 52, "x"]],
    ["text.replace_all", ["a".repeat(5_000), "a", "b".repeat(5_000)]],
    ["text.join", [Array.from({ length: 5_000 }, () => ""), "b".repeat(5_000)]],
    ["std.text.regex_replace_all", ["a", "a".repeat(5_000), "b".repeat(5_000)]],
    ["std.text.regex_test", ["(a+)+$", `${"a".repeat(40)}b`]],
  ])("%s ends at a limit instead of building what is too large or never ending", (id, args) => {
    expect(() => call(id, ...args)).toThrow(LimitReached);
  });

  test("moves all files of a folder when it is renamed", () => {
    const context = contextWith();

    callWith(context, "fs.rename", "notes", "papers");

    expect([...context.files.texts.keys()].sort()).toEqual([
      "/abs.txt",
      "papers/a.txt",
      "papers/deep/b.txt",
    ]);
  });

  test("keeps a folder that was made, and takes it away again", () => {
    const context = contextWith({});

    callWith(context, "fs.mkdir", "made", false);
    const before = callWith(context, "fs.exists", "made");
    callWith(context, "fs.remove", "made");

    expect([before, callWith(context, "fs.exists", "made")]).toEqual([true, false]);
  });

  test("counts code points: reversing twice, and slicing at any place, lose nothing", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 20 });

    fc.assert(
      fc.property(text, fc.nat(25), (written, place) => {
        const twice = call("text.str_reverse", call("text.str_reverse", written));
        const halves = [
          call("text.slice", written, 0, place),
          call("text.slice", written, place, 99),
        ];

        expect([twice, halves.join("")]).toEqual([written, written]);
      }),
    );
  });

  test("splits what it joined", () => {
    const part = fc.string().filter((text) => !text.includes("|"));

    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        expect(call("text.split", call("text.join", parts, "|"), "|")).toEqual(parts);
      }),
    );
  });

  test("spends fuel on what it looks at", () => {
    const context = { ...contextWith(), meter: createMeter({ ...DEFAULT_LIMITS, fuel: 100 }) };
    const list: Value = readJson(
      Array.from({ length: 10_000 }, (_, index) => index),
      ANY,
      SHAPES,
    );

    expect(() => callLibrary("list.contains", [list, 5n], context)).toThrow(LimitReached);
  });
});
