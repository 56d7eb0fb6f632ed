/** How it is told that code uses a pattern. */

import type { NodeUnit } from "../rules/node-unit.ts";

/** `not-needed`: the code does nothing that the pattern is about. */
export type Evidence = "used" | "unused" | "not-needed";

export interface Recogniser {
  /** What would show it, as a command: goes into the help of a finding. */
  readonly look: string;
  see(unit: NodeUnit): Evidence;
}

/** A pattern that is used where `isUsed` holds, and not needed where `isNeeded` does not. */
export const recognise = (
  look: string,
  isUsed: (unit: NodeUnit) => boolean,
  isNeeded: (unit: NodeUnit) => boolean = () => true,
): Recogniser => ({
  look,
  see: (unit) => (isUsed(unit) ? "used" : isNeeded(unit) ? "unused" : "not-needed"),
});
