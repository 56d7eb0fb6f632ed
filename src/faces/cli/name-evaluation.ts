import { Fault } from "../../domain/fault.ts";
import { listEvaluations } from "../../evaluation/run/evaluation-record.ts";
import type { Files } from "../../ports/files.ts";
import { isFileId } from "../../std/file-ids.ts";

/** The name itself, where no evaluation is called so yet. @throws {Fault} `usage/invalid` */
export async function nameEvaluation(id: string, files: Files, help: string): Promise<string> {
  if (!isFileId(id))
    throw new Fault("usage/invalid", `Cannot call an evaluation "${id}": it is no name`, {
      help: "Letters, digits, - and _ make one",
    });
  if ((await listEvaluations(files)).includes(id))
    throw new Fault("usage/invalid", `Cannot call an evaluation "${id}": there is one already`, {
      help,
    });
  return id;
}
