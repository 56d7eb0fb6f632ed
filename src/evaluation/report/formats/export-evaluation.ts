import type { EvaluationSetup } from "../../../domain/evaluation.ts";
import { Fault } from "../../../domain/fault.ts";
import { refuseSeveralSolvers } from "./inspect-format.ts";
import { type OpenSamplesOptions, openSamples } from "./open-samples.ts";
import type { FormatContext, ResultFormat } from "./result-format.ts";
import { type Survey, surveySamples } from "./survey-samples.ts";

export interface ExportOptions extends OpenSamplesOptions, Omit<FormatContext, "survey"> {
  readonly format: ResultFormat;
}

/** An evaluation that was walked once, so that everything wrong with it is known before the first line is written. */
export interface Exported {
  readonly survey: Survey;
  readonly setup: EvaluationSetup;
  /** The file's text; each piece ends a line. */
  readonly pieces: AsyncIterable<string>;
}

/**
 * Makes ready to write an evaluation in another format.
 *
 * @throws {Fault} `usage/invalid` for one that is empty, or a solver that it does not have; `record/unreadable`
 */
export async function exportEvaluation(
  id: string,
  setup: EvaluationSetup,
  options: ExportOptions,
): Promise<Exported> {
  const { format } = options;
  const samples = openSamples(id, setup, options);
  if (format.isOfOneSolver) refuseSeveralSolvers(samples);
  const survey = await surveySamples(samples);
  if (survey.samples === 0)
    throw new Fault("usage/invalid", `Cannot export evaluation "${id}": no sample has a result`, {
      help: `Go on with it: specwright eval resume ${id}`,
    });
  const pieces = format.render(samples, { ...options, survey });
  return { survey, setup: samples.setup, pieces };
}
