/** The files of the project that a file of contracts stands on, and those that these stand on. */

import type { FileImport } from "../../domain/declaration.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import { isFault } from "../../domain/fault.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Files } from "../../ports/files.ts";
import { folderOf } from "../../std/folder-of.ts";
import { joinInside, toRelative } from "../../std/inside-project.ts";
import type { FormalPack } from "./choose-pack.ts";
import { finding } from "./finding.ts";

const MAX_BYTES = 1_000_000;
const MAX_FILES = 200;

export interface Imported {
  /** What is stood on comes before what stands on it; paths are relative to the project. */
  readonly files: readonly SourceText[];
  /** Those that are missing or outside the project, at the lines that name them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Each file once: files may include each other in a circle. */
export async function readImported(
  source: SourceText,
  pack: FormalPack,
  files: Files,
): Promise<Imported> {
  const own = toRelative(source.path, files.root);
  const seen = new Set([own ?? source.path]);
  const found: SourceText[] = [];
  const diagnostics: Diagnostic[] = [];

  async function readAll(importing: SourceText): Promise<void> {
    let searchedTo = 0;
    for (const each of pack.formal.readImports(importing.text)) {
      const at = Math.max(0, importing.text.indexOf(each.target, searchedTo));
      searchedTo = at + each.target.length;
      const refuse = (message: string, help: string): void => {
        diagnostics.push(finding(importing.path, at, message, help));
      };
      if (each.path === undefined) continue;
      const beside = joinInside(folderOf(importing.path), each.path);
      if (beside === undefined) {
        refuse(`"${each.path}" lies outside the project`, "Include files of the project alone");
        continue;
      }
      // Modules are named from the project's root.
      const isModule = !isFileName(each, pack);
      const path =
        isModule && !(await files.exists(beside)) ? (joinInside("", each.path) ?? beside) : beside;
      if (seen.has(path)) continue;
      seen.add(path);
      if (seen.size > MAX_FILES)
        return refuse(`It stands on more than ${MAX_FILES} files`, "Include fewer");
      if (isModule && !(await files.exists(path))) continue;
      const text = await readText(path, files);
      if (typeof text !== "string") {
        refuse(text.why, "Paths are relative to the file that names them");
        continue;
      }
      const file = { path, text };
      await readAll(file);
      found.push(file);
    }
  }

  await readAll({ path: own ?? source.path, text: source.text });
  return { files: found, diagnostics };
}

/** Whether a file is named, and not a module that may come from a library. */
const isFileName = ({ target }: FileImport, { fileExtensions }: FormalPack): boolean =>
  fileExtensions.some((ending) =>
    target
      .replace(/["'\s]+$/u, "")
      .toLowerCase()
      .endsWith(ending),
  );

async function readText(path: string, files: Files): Promise<string | { readonly why: string }> {
  try {
    return await files.readText(path, { maxBytes: MAX_BYTES });
  } catch (error) {
    if (!isFault(error)) throw error;
    return { why: error.code === "source/missing" ? `There is no file "${path}"` : error.message };
  }
}
