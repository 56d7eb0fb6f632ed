/** The ports on this machine, in one object. */

import type { Clock } from "./clock.ts";
import type { Files } from "./files.ts";
import type { Random } from "./random.ts";
import type { Sandbox } from "./sandbox.ts";
import type { ToolRunner } from "./tool-runner.ts";

export interface Machine {
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly toolRunner: ToolRunner;
  /** `undefined` where nothing isolates: then nothing model-written is executed. */
  readonly sandbox: Sandbox | undefined;
  /** SHA-256 of a text's UTF-8, in hex. */
  sha256(text: string): string;
}
