import { createCheckEnvironment } from "../../config/create-environment.ts";
import { readEvaluation, type StoredEvaluation } from "../../evaluation/run/evaluation-record.ts";

/**
 * The project's evaluations of these ids, in their order.
 *
 * @throws {Fault} `record/missing`, `record/unreadable`
 */
export async function readEvaluations(
  ids: readonly string[],
  directory: string,
): Promise<readonly StoredEvaluation[]> {
  await using environment = await createCheckEnvironment({ directory });
  const evaluations: StoredEvaluation[] = [];
  for (const id of ids) evaluations.push(await readEvaluation(id, environment.files));
  return evaluations;
}
