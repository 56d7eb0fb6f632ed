import { analyse } from "../../../evaluation/analysis/analyse.ts";
import { countSamples } from "../../../evaluation/run/evaluation-record.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { readEvaluations } from "../read-evaluations.ts";
import { renderAnalysis } from "../render-analysis.ts";
import { withNulls } from "../with-nulls.ts";

/** `specwright eval analyse ID` */
export async function analyseEvaluationCommand(
  [id]: readonly [string],
  options: { readonly json?: true },
  { terminal, directory }: Face,
): Promise<ExitReason> {
  const [evaluation] = await readEvaluations([id], directory);
  if (evaluation === undefined) throw new TypeError("Cannot analyse: nothing was read");
  const analysis = analyse(evaluation);
  const missing = countSamples(evaluation.setup) - evaluation.results.length;
  if (options.json === true) terminal.json(withNulls({ id, missing, ...analysis }));
  else if (analysis.overall.samples === 0)
    terminal.say(`No sample has a result yet; go on with: specwright eval resume ${id}`);
  else {
    terminal.result(renderAnalysis(analysis));
    terminal.say("Shares with the interval in which the true one lies, at 95 %, by task");
  }
  if (missing > 0 && analysis.overall.samples > 0)
    terminal.say(`${missing} samples have no result yet: this is of those that have`);
  return "accepted";
}
