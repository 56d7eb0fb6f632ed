/** What a language adds to its pack whose checker proves contracts. All of it reads text, and runs nothing. */

import type { Declaration, FileImport } from "../domain/declaration.ts";
import type { Diagnostic } from "../domain/diagnostic.ts";
import type { OpenFile, Slot } from "../domain/slot.ts";
import type { SourceText } from "../domain/source-text.ts";
import type { FormalSpecification } from "../domain/specification.ts";

export interface FormalLanguage {
  /**
   * The open places of a file: marked regions (`vc-code`, `vc-helpers`) where there are any, else bodies that are
   * missing or only assume, and holes (`sorry`). Empty where nothing is open. Never throws.
   */
  readSlots(text: string): readonly Slot[];
  /** In the order of the file, nested ones after the one around them. Never throws: what cannot be read is left out. */
  readDeclarations(text: string): readonly Declaration[];
  readImports(text: string): readonly FileImport[];
  /**
   * What is wrong with a file as a specification, as far as reading tells: one big comment, an unclosed one, text of a
   * conversation, nothing that is promised, no slot. Errors are refused before anybody is asked.
   */
  lint(source: SourceText): readonly Diagnostic[];
  /** What a slot's text must not hold: bypasses and what would reach out of the slot. Comments and strings do not count. */
  findSlotBypasses(
    file: OpenFile,
    texts: ReadonlyMap<string, string>,
    path: string,
  ): readonly Diagnostic[];
  /** Ways to fill the slots without doing the work, and small mutants of them: a specification that one of these meets is weak. */
  trivialFills(specification: FormalSpecification): readonly TrivialFill[];
}

export interface TrivialFill {
  /** In words: `returns 0`, `gives its input back`. */
  readonly label: string;
  /** By slot. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What a file comes to before anybody writes code, by its own checker. */
export interface StubReport {
  /** Whether all names and types in it can be resolved. */
  readonly isUsable: boolean;
  /** What keeps it from being used; warnings where it can be. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many proof obligations hold with the slots left open: an accepted candidate has no fewer. `undefined` where the checker counts none. */
  readonly verifiedCount: number | undefined;
}

/** How sure a proof is: whether it still holds when the solver goes another way. */
export interface BrittlenessReport {
  readonly trials: readonly {
    /** `seed 3`, `half the resources`. */
    readonly label: string;
    readonly outcome: "held" | "failed" | "inconclusive";
    readonly timeMs: number;
  }[];
}
