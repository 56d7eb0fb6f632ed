import { ANSWER } from "./answer.ts";
import { FACTS } from "./facts.ts";
import { FUNCTIONS } from "./functions.ts";
import { NAMES } from "./names.ts";

/** The outliner that CPython runs: it parses, and never executes, what it is given. */
export const OUTLINE_SOURCE = [NAMES, FACTS, FUNCTIONS, ANSWER].join("\n");
