import type { FormalLanguage } from "../../ports/formal-language.ts";
import { readDeclarations } from "./declarations.ts";
import { findSlotBypasses } from "./find-slot-bypasses.ts";
import { lint } from "./lint.ts";
import { readImports } from "./read-imports.ts";
import { readSlots } from "./read-slots.ts";
import { trivialFills } from "./trivial-fills.ts";

/** How Verus files are read as specifications. */
export const verusFormal: FormalLanguage = {
  readSlots,
  readDeclarations,
  readImports,
  lint,
  findSlotBypasses,
  trivialFills,
};
