import type { FormalLanguage } from "../../../ports/formal-language.ts";
import { declarationsOf, readFile } from "../syntax/read-file.ts";
import { findSlotBypasses } from "./find-slot-bypasses.ts";
import { lint } from "./lint.ts";
import { readImports } from "./read-imports.ts";
import { readSlots } from "./read-slots.ts";
import { trivialFills } from "./trivial-fills.ts";

/** Dafny, as far as reading goes. */
export const formal: FormalLanguage = {
  readSlots,
  readDeclarations: (text) => declarationsOf(readFile(text)),
  readImports,
  lint,
  findSlotBypasses,
  trivialFills,
};
