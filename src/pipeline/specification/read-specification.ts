import { Fault, isFault } from "../../domain/fault.ts";
import type { Specification } from "../../domain/specification.ts";
import type { Files } from "../../ports/files.ts";
import type { LanguagePack } from "../../ports/language-pack.ts";
import type { SpecificationReader } from "../../ports/specification-reader.ts";
import { folderOf, nameOf } from "../../std/folder-of.ts";
import { findNearName } from "./find-near-name.ts";

/** A wish longer than a book is a mistake, and would be paid for by the token. */
const MAX_BYTES = 1_000_000;
/** More than the largest context window takes, in UTF-16 units, of all files that one specification names. */
const MAX_NAMED_LENGTH = 5_000_000;
const MAX_NAMED_FILES = 200;

export interface ReadSpecificationOptions {
  readonly readers: readonly SpecificationReader[];
  readonly languages: readonly LanguagePack[];
  /** Taken where the text names no language. */
  readonly language: string | undefined;
  readonly files: Files;
}

/**
 * A file → specification, by the first reader that knows the file's kind.
 *
 * @throws {Fault} `specification/missing`, `specification/unreadable`, `specification/invalid`
 */
export async function readSpecification(
  path: string,
  options: ReadSpecificationOptions,
): Promise<Specification> {
  const { readers, languages, language, files } = options;
  const text = await readText(path, files);
  const reader = readers.find((each) => each.canRead(path, { languages, text }));
  if (reader === undefined) {
    throw new Fault(
      "specification/invalid",
      `Cannot read "${path}" as a specification: its kind is unknown`,
      {
        help: "A specification in prose is a Markdown file: give it a name that ends in .md",
      },
    );
  }
  const specification = await reader.read({ path, text }, { languages, language, files });
  refuseTooMuch(path, specification);
  return specification;
}

/** @throws {Fault} `specification/invalid` */
function refuseTooMuch(path: string, { contextFiles, testFiles }: Specification): void {
  const named = [...contextFiles, ...testFiles];
  const length = named.reduce((sum, { text }) => sum + text.length, 0);
  const most = (what: string): Fault =>
    new Fault("specification/invalid", `Cannot use "${path}" as a specification: ${what}`, {
      help: "Name the few files that the work needs",
    });
  if (named.length > MAX_NAMED_FILES)
    throw most(`it names ${named.length} files, and may name ${MAX_NAMED_FILES}`);
  if (length > MAX_NAMED_LENGTH)
    throw most(`its files hold ${length} characters, and may hold ${MAX_NAMED_LENGTH}`);
}

/** The same failures as of any source, in words about specifications. */
async function readText(path: string, files: Files): Promise<string> {
  try {
    return await files.readText(path, { maxBytes: MAX_BYTES });
  } catch (error) {
    if (isFault(error, "source/missing")) {
      throw new Fault("specification/missing", `Cannot find the specification "${path}"`, {
        help: await suggestFile(path, files),
        cause: error,
      });
    }
    if (isFault(error, "source/unreadable")) {
      const { message, help } = error;
      throw new Fault("specification/unreadable", message, { help, cause: error });
    }
    throw error;
  }
}

/** A file in the same folder whose name is nearly the same. */
async function suggestFile(path: string, files: Files): Promise<string> {
  const folder = folderOf(path);
  const near = findNearName(nameOf(path), await files.list(folder === "" ? "." : folder));
  return near === undefined
    ? "Write one in Markdown: what the file should do, in your words"
    : `Did you mean "${folder}${near}"?`;
}
