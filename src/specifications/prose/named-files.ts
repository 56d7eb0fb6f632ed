import { Fault, isFault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Files } from "../../ports/files.ts";

/** Far more than any model reads of one file. */
const MAX_BYTES = 1_000_000;

export interface NamedFile {
  /** As written: relative to the specification. */
  readonly name: string;
  /** Line of the specification that names it, from 1. */
  readonly line: number;
}

/**
 * Reads a file that the specification at `path` names; it must lie in the project, and hold at most 1 MB.
 *
 * @throws {Fault} `specification/invalid` for one outside, `source/*`
 */
export async function readNamedFile(
  { name, line }: NamedFile,
  path: string,
  files: Files,
): Promise<SourceText> {
  const folder = toRelative(path, files.root)?.replace(/[^/]*$/, "");
  const resolved = folder === undefined ? undefined : joinPath(folder, name);
  if (resolved === undefined) {
    throw new Fault(
      "specification/invalid",
      `Cannot read ${path}:${line}: "${name}" lies outside the project`,
      { help: "Name files of the project, relative to the specification" },
    );
  }
  try {
    return { path: resolved, text: await files.readText(resolved, { maxBytes: MAX_BYTES }) };
  } catch (error) {
    if (!isFault(error, "source/missing")) throw error;
    throw new Fault("source/missing", `Cannot find "${resolved}", which ${path}:${line} names`, {
      help: "Paths in a specification are relative to its own folder",
      cause: error,
    });
  }
}

/** A path inside the project, relative to its root; `undefined` for one outside. */
function toRelative(path: string, root: string): string | undefined {
  if (!path.startsWith("/")) return path;
  const folder = root.endsWith("/") ? root : `${root}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : undefined;
}

/** `a/b/` + `../c` → `a/c`; `undefined` when it leads out, or is absolute. */
function joinPath(folder: string, name: string): string | undefined {
  if (name.startsWith("/") || name.includes("\\") || /^[a-z]:/i.test(name)) return undefined;
  const parts: string[] = [];
  for (const part of `${folder}${name}`.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
