/** The commands, their arguments and options. A command's code is loaded when it is called. */

import { Command } from "commander";
import { startTelemetry } from "../../config/telemetry.ts";
import { readPackageVersion } from "../../platform/package-version.ts";
import { declareBatches } from "./declare/batches.ts";
import { declareBatching } from "./declare/batching.ts";
import { declareConstraints } from "./declare/constraints.ts";
import { declareContracts } from "./declare/contracts.ts";
import { declareDataset } from "./declare/dataset.ts";
import { declareEvaluation } from "./declare/evaluation.ts";
import { declareGeneration } from "./declare/generation.ts";
import { declareHousekeeping } from "./declare/housekeeping.ts";
import { declareLabelling } from "./declare/labelling.ts";
import { declareLearning } from "./declare/learning.ts";
import { declareModelAccess } from "./declare/model-access.ts";
import { declareMoney } from "./declare/money.ts";
import type { Run } from "./declare/options.ts";
import { declarePrompting } from "./declare/prompting.ts";
import { declareReferences } from "./declare/references.ts";
import { declareSecurity } from "./declare/security.ts";
import { declareSourceFiles } from "./declare/source-files.ts";
import { declareUnderstanding } from "./declare/understanding.ts";
import { declareVerification } from "./declare/verification.ts";
import type { ExitReason } from "./exit-codes.ts";
import type { Face } from "./face.ts";

/** The program; `onEnd` hears how the command that was called ended. */
export function createProgram(face: Face, onEnd: (reason: ExitReason) => void): Command {
  const run: Run =
    (load, argumentCount) =>
    async (...values) => {
      const command = await load();
      const args = values.slice(0, argumentCount);
      const options = values[argumentCount] as { readonly offline?: boolean };
      await using _telemetry = await startTelemetry({
        directory: face.directory,
        settings: { offline: options.offline },
        version: readPackageVersion(),
        say: face.terminal.say,
      });
      onEnd(await command(args as never, options as never, face));
    };

  const program = new Command("specwright")
    .description("Turns specifications into code that the language's own checker has accepted")
    .version(readPackageVersion(), "-v, --version")
    .exitOverride()
    .showHelpAfterError("(specwright --help shows what there is)")
    .showSuggestionAfterError();
  declareGeneration(program, run);
  declareUnderstanding(program, run);
  declareSourceFiles(program, run);
  declareVerification(program, run);
  declareContracts(program, run);
  declareConstraints(program, run);
  declarePrompting(program, run);
  declareMoney(program, run);
  declareReferences(program, run);
  declareLearning(program, run);
  declareModelAccess(program, run);
  declareBatches(program, run);
  declareBatching(program, run);
  declareEvaluation(program, run);
  declareLabelling(program, run);
  declareDataset(program, run);
  declareSecurity(program, run);
  declareHousekeeping(program, run);
  return program;
}
