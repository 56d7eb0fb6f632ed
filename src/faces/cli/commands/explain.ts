import { createCheckEnvironment, withModel } from "../../../config/create-environment.ts";
import { openModel } from "../../../config/open-model.ts";
import { Fault } from "../../../domain/fault.ts";
import { explainEvents } from "../../../pipeline/explain.ts";
import { inspectFile } from "../../../pipeline/specification/inspect-specification.ts";
import { askConsent } from "../ask-consent.ts";
import { describeConfidence } from "../describe-confidence.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { followAnswer } from "../follow-answer.ts";
import { type ModelOptions, toSettings } from "../model-settings.ts";
import { openAnswerBudget, planAnswer } from "../plan-answer.ts";
import { toProjectPath } from "../project-path.ts";
import { renderExplanation } from "../render-explanation.ts";
import { showAnswerSource } from "../show-answer-source.ts";
import { injectionsToJson, showInjections } from "../show-injections.ts";
import { tellOpening } from "../tell-opening.ts";

export interface ExplainCommandOptions extends ModelOptions {
  readonly ask?: string;
  readonly conversation?: string;
  readonly branch?: string;
  readonly summarise?: true;
}

/** `specwright explain FILE`: what it does, with the lines that show it; kept as a conversation. */
export async function explainCommand(
  [path]: readonly [string],
  options: ExplainCommandOptions,
  { terminal, signal, directory }: Face,
): Promise<ExitReason> {
  const question = readQuestion(options.ask);
  await using base = await createCheckEnvironment({ directory, settings: toSettings(options) });
  const { files, config } = base;
  const file = toProjectPath(path, directory, files.root);
  // What cannot be read is refused before a model is opened.
  const text = await files.readText(file);
  if (text.trim() === "") {
    throw new Fault("source/unreadable", `Cannot explain "${path}": it is empty`, {
      help: "Name a file that holds code",
    });
  }
  const injections = inspectFile({ path, text });
  showInjections(injections, terminal);
  await using model = await openModel(config, base, { ...tellOpening(terminal), signal });
  const environment = withModel(base, model);
  const { settings } = config;
  const calls = options.summarise === true ? 2 : 1;
  const events = explainEvents(file, environment, {
    question,
    budget: openAnswerBudget(base.budget, settings),
    beforeAsking: (prompt) =>
      askConsent(async () => planAnswer(prompt, settings, { model, calls }), {
        ...environment,
        config,
        terminal,
        signal,
      }),
    conversation: options.conversation,
    branch: options.branch,
    isSummarised: options.summarise === true,
    maxOutputTokens: settings.max_output_tokens,
    signal,
  });
  const { value: explanation, costUsd } = await followAnswer(events, terminal);

  if (options.json) {
    const { answer = null, ...rest } = explanation;
    const told = { file: path, answer, costUsd: costUsd ?? null };
    terminal.json({ ...rest, ...told, injections: injectionsToJson(injections) });
    return "accepted";
  }
  for (const line of renderExplanation({ ...explanation, file: path })) terminal.result(line);
  terminal.say(describeConfidence(explanation.confidence));
  showAnswerSource(explanation, costUsd, terminal);
  terminal.say(
    `Ask on with: specwright explain ${path} --conversation ${explanation.conversation} --ask "…"`,
  );
  return "accepted";
}

function readQuestion(question: string | undefined): string | undefined {
  if (question === undefined || question.trim() !== "") return question;
  throw new Fault("usage/invalid", "Cannot ask nothing: --ask is empty", {
    help: 'Say what you want to know, e.g. --ask "when does it throw?"',
  });
}
