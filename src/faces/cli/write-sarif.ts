import { Fault } from "../../domain/fault.ts";
import type { Machine } from "../../ports/machine.ts";
import { LOOKS_LIKE_SARIF } from "../../std/sarif-log.ts";
import { toOutputPath } from "./project-path.ts";
import { type RenderSarifOptions, renderSarif } from "./render-sarif.ts";

/**
 * Writes findings to a file of the project; an earlier log is replaced, any other file is not.
 *
 * @throws {Fault} `output/outside`, `output/occupied`, `storage/*`
 */
export async function writeSarif(
  path: string,
  log: Pick<RenderSarifOptions, "files" | "tools">,
  {
    directory,
    machine,
  }: { readonly directory: string; readonly machine: Pick<Machine, "files" | "sha256"> },
): Promise<void> {
  const { files, sha256 } = machine;
  const target = toOutputPath(path, directory, files.root);
  await refuseToReplace(target, machine);
  await files.writeText(target, renderSarif({ ...log, sha256 }));
}

/** Worth knowing before anything is looked at. @throws {Fault} `output/occupied` */
async function refuseToReplace(target: string, { files }: Pick<Machine, "files">): Promise<void> {
  if (!(await files.exists(target))) return;
  const text = await files.readText(target).catch(() => "");
  if (LOOKS_LIKE_SARIF.test(text)) return;
  throw new Fault("output/occupied", `Cannot write "${target}": it exists, and is no SARIF log`, {
    help: "Choose another file, or remove that one",
  });
}
