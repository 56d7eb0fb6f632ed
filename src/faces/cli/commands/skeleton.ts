import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { Fault } from "../../../domain/fault.ts";
import { openSpecification } from "../../../pipeline/open-specification.ts";
import { findLanguage } from "../../../pipeline/prepare-run.ts";
import { refuseOccupied } from "../artifact-files.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toOutputPath, toProjectPath } from "../project-path.ts";

export interface SkeletonCommandOptions {
  readonly out?: string;
  readonly force?: true;
  readonly language?: string;
}

/** `specwright skeleton SPECIFICATION`: a stub with everything that is asked for but the work itself. No model is asked. */
export async function skeletonCommand(
  [path]: readonly [string],
  options: SkeletonCommandOptions,
  { terminal, directory }: Face,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  const { files, sha256 } = environment;
  const specification = await openSpecification(
    toProjectPath(path, directory, files.root),
    environment,
    { language: options.language },
  );
  const language = findLanguage(environment, specification.language);
  const stub = await language.renderStub?.(specification);
  if (stub === undefined) {
    const why =
      language.renderStub === undefined
        ? `${language.displayName} has no skeletons here`
        : "it has no signature";
    throw new Fault("usage/invalid", `Cannot make a skeleton from "${path}": ${why}`, {
      help: "A skeleton needs a specification with a signature",
    });
  }
  if (options.out === undefined) terminal.result(stub.text.replace(/\n$/, ""));
  else {
    const out = toOutputPath(options.out, directory, files.root);
    if (options.force !== true) await refuseOccupied(out, files, sha256);
    await files.writeText(out, stub.text);
    terminal.say(
      `${escapeText(options.out)} written: INCOMPLETE, its body has still to be written`,
    );
  }
  return "accepted";
}
