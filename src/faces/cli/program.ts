/** The commands, their arguments and options. A command's code is loaded when it is called. */

import { Command } from "commander";
import { readPackageVersion } from "../../platform/package-version.ts";
import { declareGeneration } from "./declare/generation.ts";
import { declareHousekeeping } from "./declare/housekeeping.ts";
import type { Run } from "./declare/options.ts";
import { declarePrompting } from "./declare/prompting.ts";
import { declareSourceFiles } from "./declare/source-files.ts";
import type { ExitReason } from "./exit-codes.ts";
import type { Face } from "./face.ts";

/** The program; `onEnd` hears how the command that was called ended. */
export function createProgram(face: Face, onEnd: (reason: ExitReason) => void): Command {
  const run: Run =
    (load, argumentCount) =>
    async (...values) => {
      const command = await load();
      const args = values.slice(0, argumentCount);
      onEnd(await command(args as never, values[argumentCount] as never, face));
    };

  const program = new Command("specwright")
    .description("Turns specifications into code that the language's own checker has accepted")
    .version(readPackageVersion(), "-v, --version")
    .exitOverride()
    .showHelpAfterError("(specwright --help shows what there is)")
    .showSuggestionAfterError();
  declareGeneration(program, run);
  declareSourceFiles(program, run);
  declarePrompting(program, run);
  declareHousekeeping(program, run);
  return program;
}
