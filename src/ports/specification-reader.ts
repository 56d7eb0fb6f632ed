/** Text → Specification. A room in `specifications/` is one value of this type. */

import type { Diagnostic } from "../domain/diagnostic.ts";
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

/** All that is wrong with a specification, at its places. */
export interface SpecificationLint {
  /** In the order of their places; none of them an error where it can be used. */
  readonly diagnostics: readonly Diagnostic[];
  /** The texts that their spans lie in: the specification itself first. */
  readonly sources: readonly SourceText[];
}

export interface SpecificationReader {
  readonly kind: Specification["kind"];
  /** Whether this file is for it, by its name; what is known besides helps where many kinds of file share one. */
  canRead(
    path: string,
    known?: {
      /** @default none */
      readonly languages?: readonly LanguagePack[] | undefined;
      /** @default the name alone decides */
      readonly text?: string | undefined;
    },
  ): boolean;
  /** @throws {Fault} `specification/invalid`, with the line where it can be known; `source/missing` for named files. */
  read(source: SourceText, options: ReadSpecificationOptions): Promise<Specification>;
  /** Warnings too, and every error instead of the first. Absent where `read` says all there is to say. */
  lint?(
    source: SourceText,
    options: Pick<ReadSpecificationOptions, "files" | "languages">,
  ): Promise<SpecificationLint>;
}
