/** Text → Specification. A room in `specifications/` is one value of this type. */

import type { SourceText } from "../domain/source-text.ts";
import type { Specification } from "../domain/specification.ts";
import type { Files } from "./files.ts";
import type { LanguagePack } from "./language-pack.ts";

export interface ReadSpecificationOptions {
  readonly languages: readonly LanguagePack[];
  /** Taken where the text names no language. */
  readonly language: string | undefined;
  /** Reads the files that the specification names; their paths are relative to it. */
  readonly files: Files;
}

export interface SpecificationReader {
  readonly kind: Specification["kind"];
  /** Whether this file is for it, by its name. */
  canRead(path: string): boolean;
  /** @throws {Fault} `specification/invalid`, with the line where it can be known; `source/missing` for named files. */
  read(source: SourceText, options: ReadSpecificationOptions): Promise<Specification>;
}
