/** The ports on this machine, in one object. */

import type { Clock } from "./clock.ts";
import type { Files } from "./files.ts";
import type { Random } from "./random.ts";
import type { Sandbox } from "./sandbox.ts";
import type { SyntaxParser } from "./syntax-parser.ts";
import type { ToolRunner } from "./tool-runner.ts";

/** Where programs are looked for, besides PATH. */
export interface ProgramLocations {
  /** Paths that the user chose, by the program's name: a file, or a folder of sources. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly home: string;
  /** Absolute path of the folder of what we installed ourselves. */
  readonly cache: string;
  /** Value of an environment variable, e.g. one that names an install folder. */
  variable(name: string): string | undefined;
}

export interface Machine {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly toolRunner: ToolRunner;
  readonly locations: ProgramLocations;
  /** `undefined` where nothing isolates: then nothing model-written is executed. */
  readonly sandbox: Sandbox | undefined;
  readonly syntax: SyntaxParser;
  /** SHA-256 of a text's UTF-8, in hex. */
  sha256(text: string): string;
}
