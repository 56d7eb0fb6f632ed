import { Fault, isFault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Files } from "../../ports/files.ts";
import { folderOf } from "../../std/folder-of.ts";
import { joinInside, toRelative } from "../../std/inside-project.ts";

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
  const own = toRelative(path, files.root);
  const resolved = own === undefined ? undefined : joinInside(folderOf(own), name);
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
