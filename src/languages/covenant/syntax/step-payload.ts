import type { Cursor } from "./cursor.ts";
import type { Step } from "./step-ast.ts";

/** What one step kind adds to what all steps have. */
export type Payload = Readonly<Record<string, unknown>>;

/** Reads steps, as many as there are: handed to the kinds of step that hold steps. */
export type ParseSteps = (cursor: Cursor) => readonly Step[];
