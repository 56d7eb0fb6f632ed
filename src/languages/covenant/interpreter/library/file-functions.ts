import { boolOf, textOf } from "../operations/operands.ts";
import { createError } from "../raised.ts";
import { createList, createStruct, type Value } from "../values/value.ts";
import type { LibraryBodies, LibraryContext } from "./library-function.ts";
import { isFolder, type MemoryFiles, moveAll, namesIn, normalizePath } from "./memory-files.ts";

const ioError = (action: string, path: string, state: string): Value =>
  createError("IoError", `Cannot ${action} "${path}": ${state}`);

/** A function of one path. Looking for a path looks at all of them, and costs that. */
const ofPath =
  (apply: (files: MemoryFiles, path: string, second: Value, third: Value) => Value) =>
  (one: Value, two: Value, three: Value, { files, meter }: LibraryContext): Value => {
    meter.spend(files.texts.size + files.folders.size);
    return apply(files, normalizePath(textOf(one)), two, three);
  };

function writeFile(files: MemoryFiles, path: string, content: Value): Value {
  const text = textOf(content);
  if (isFolder(files, path)) return ioError("write", path, "it is a folder");
  files.texts.set(path, text);
  return null;
}

function makeFolder(files: MemoryFiles, path: string, recursive: Value): Value {
  const isRecursive = boolOf(recursive);
  if (files.texts.has(path)) return ioError("make", path, "it is a file");
  if (isFolder(files, path) && !isRecursive) return ioError("make", path, "it is there already");
  files.folders.add(path);
  return null;
}

function readFolder(files: MemoryFiles, path: string): Value {
  if (!isFolder(files, path)) return ioError("read", path, "there is no such folder");
  const entries = namesIn(files, path);
  return createList(
    [...entries].map(([name, isDirectory]) =>
      createStruct("DirEntry", fields({ name, isDirectory })),
    ),
  );
}

const fields = ({
  isDirectory,
  ...others
}: Readonly<Record<string, Value>> & { readonly isDirectory: boolean }): Map<string, Value> =>
  new Map([...Object.entries(others), ["is_dir", isDirectory]]);

function remove(files: MemoryFiles, path: string): Value {
  if (files.texts.delete(path)) return null;
  if (!isFolder(files, path)) return ioError("remove", path, "there is no such file");
  if (namesIn(files, path).size > 0) return ioError("remove", path, "the folder is not empty");
  files.folders.delete(path);
  return null;
}

function stat(files: MemoryFiles, path: string): Value {
  const text = files.texts.get(path);
  const isDirectory = text === undefined && isFolder(files, path);
  if (text === undefined && !isDirectory) return ioError("look at", path, "there is no such file");
  const size = BigInt(Buffer.byteLength(text ?? ""));
  return createStruct("FileStat", fields({ size, isDirectory }));
}

function copy(files: MemoryFiles, path: string, destination: Value): Value {
  const text = files.texts.get(path);
  if (text === undefined) return ioError("copy", path, "there is no such file");
  return writeFile(files, normalizePath(textOf(destination)), text);
}

function rename(files: MemoryFiles, path: string, destination: Value): Value {
  const target = normalizePath(textOf(destination));
  if (!files.texts.has(path) && !isFolder(files, path))
    return ioError("rename", path, "there is no such file");
  if (isFolder(files, target)) return ioError("rename", path, `"${target}" is a folder`);
  if (target.startsWith(`${path}/`)) return ioError("rename", path, "the target lies inside of it");
  moveAll(files, path, target);
  return null;
}

export const FILE_FUNCTIONS: LibraryBodies = {
  "fs.read_file": ofPath(
    ({ texts }, path) => texts.get(path) ?? ioError("read", path, "there is no such file"),
  ),
  "fs.write_file": ofPath(writeFile),
  "fs.mkdir": ofPath(makeFolder),
  "fs.read_dir": ofPath(readFolder),
  "fs.exists": ofPath((files, path) => files.texts.has(path) || isFolder(files, path)),
  "fs.remove": ofPath(remove),
  "fs.stat": ofPath(stat),
  "fs.copy": ofPath(copy),
  "fs.rename": ofPath(rename),
};
