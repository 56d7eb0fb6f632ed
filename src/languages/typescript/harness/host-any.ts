/** What the harness needs of an engine that may have nothing but the language. Runs in the sandbox. */

import * as own from "./intrinsics.ts";

const { log } = console;

/** Prints a line, at the start of one whatever stood before it. */
export const printLine = (line: string): void => void own.apply(log, console, [`\n${line}`]);

/** Nothing can be left running where there are no timers. */
export const finish = async (): Promise<void> => undefined;
