import { basename, isAbsolute, resolve } from "node:path";
import { createCheckEnvironment } from "../../../config/create-environment.ts";
import { learnOther, openLearner } from "../../../config/open-habits.ts";
import { Fault } from "../../../domain/fault.ts";
import { findRule, type Learner, type Soundness } from "../../../learning/create-learner.ts";
import type { LearnReport } from "../../../learning/learn-project.ts";
import type { MinedRule } from "../../../learning/mine-rules.ts";
import { escapeText } from "../escape-text.ts";
import type { ExitReason } from "../exit-codes.ts";
import type { Face } from "../face.ts";
import { toProjectPath } from "../project-path.ts";
import { createIndexBar } from "../show-progress.ts";
import { tellNote } from "../tell-opening.ts";

interface JsonOption {
  readonly json?: true;
}

export interface LearnOptions extends JsonOption {
  readonly measure?: true;
  readonly control?: string;
}

const SHOWN_SKIPPED = 5;

/** `specwright learn`: counts what is new or changed in the project's code. */
export async function learnCommand(
  _args: readonly [],
  { json, measure, control }: LearnOptions,
  face: Face,
): Promise<ExitReason> {
  const { terminal, signal, directory } = face;
  await using environment = await createCheckEnvironment({ directory });
  using learner = await openLearner(environment, {
    isOn: environment.config.settings.learning,
    mustExist: false,
  });
  const onProgress = createIndexBar(terminal);
  const folder = control === undefined ? undefined : resolve(directory, control);
  const other =
    folder === undefined
      ? undefined
      : await learnOther(folder, environment, { name: basename(folder), signal, onProgress });
  const report = await learner.learn({ signal, onProgress });
  for (const note of report.notes) tellNote(note, terminal);
  const rules = learner.rules();
  const isMeasured = json === true || measure === true || other !== undefined;
  const soundness = isMeasured ? learner.measure(other) : [];
  if (json) terminal.json({ ...report, rules: rules.map(toJson), soundness });
  else {
    for (const line of describeReport(report, rules)) terminal.result(escapeText(line));
    for (const line of soundness.flatMap(describeSoundness)) terminal.result(escapeText(line));
  }
  return "accepted";
}

/** `specwright learn show [RULE]`: the rules, or the evidence for one. */
export async function showLearnedCommand(
  [id]: readonly [string | undefined],
  { json }: JsonOption,
  face: Face,
): Promise<ExitReason> {
  const { terminal } = face;
  return withLearner(face, (learner) => {
    const rules = learner.rules();
    const shown = id === undefined ? rules : [findRule(id, rules)];
    if (json) for (const rule of shown) terminal.json(toJson(rule));
    else if (id === undefined)
      for (const rule of rules) terminal.result(escapeText(describeRule(rule)));
    else for (const line of shown.flatMap(explainRule)) terminal.result(escapeText(line));
    if (rules.length === 0) terminal.say("Nothing in this project makes a rule");
  });
}

/** `specwright learn forget FILE`: takes away what one file taught. */
export async function forgetCommand(
  [file]: readonly [string],
  { undo, json }: JsonOption & { readonly undo?: true },
  face: Face,
): Promise<ExitReason> {
  const { terminal, directory } = face;
  return withLearner(face, (learner, root) => {
    const path = toProjectPath(file, directory, root);
    // What was stored once may always be taken back.
    if (isAbsolute(path) && undo !== true) throw outside(file);
    const wasKnown = undo === true ? learner.remember(path) : learner.forget(path);
    if (json) terminal.json({ path, isForgotten: undo !== true, wasKnown });
    else terminal.result(escapeText(tellForgotten(path, { undo: undo === true, wasKnown })));
  });
}

const outside = (file: string): Fault =>
  new Fault("usage/invalid", `Cannot forget "${file}": it lies outside the project`, {
    help: "Nothing is learned from there; name a file of this project",
  });

/** `specwright learn feedback RULE accept|reject`: moves the trust in a rule. */
export async function feedbackCommand(
  [id, answer]: readonly [string, string],
  { json }: JsonOption,
  face: Face,
): Promise<ExitReason> {
  if (answer !== "accept" && answer !== "reject")
    throw new Fault("usage/invalid", `Cannot take ${JSON.stringify(answer)} for an answer`, {
      help: "Say accept or reject",
    });
  const { terminal } = face;
  return withLearner(face, (learner) => {
    const rule = learner.giveFeedback(id, answer === "accept");
    if (json) terminal.json(toJson(rule));
    else terminal.result(escapeText(describeRule(rule)));
  });
}

async function withLearner(
  { terminal, directory }: Face,
  use: (learner: Learner, root: string) => void,
): Promise<ExitReason> {
  await using environment = await createCheckEnvironment({ directory });
  using learner = await openLearner(environment, {
    isOn: environment.config.settings.learning,
    mustExist: true,
  });
  use(learner, environment.files.root);
  for (const note of learner.takeNotes()) tellNote(note, terminal);
  return "accepted";
}

const tellForgotten = (
  path: string,
  { undo, wasKnown }: { readonly undo: boolean; readonly wasKnown: boolean },
): string => {
  if (undo)
    return wasKnown
      ? `${path} is learned from again, the next time`
      : `${path} was not forgotten; nothing changed`;
  return wasKnown
    ? `${path} is forgotten, and stays so`
    : `${path} taught nothing so far; it will not be learned from`;
};

const toJson = ({ belief, ...rule }: MinedRule) => ({ ...rule, ...belief });

function* describeReport(report: LearnReport, rules: readonly MinedRule[]): Generator<string> {
  const { files, changed, removed, forgotten, skipped, timeMs } = report;
  yield `${files} files; ${changed} read anew, ${removed} gone (${timeMs} ms)`;
  if (forgotten.length > 0) yield `forgotten: ${forgotten.length}`;
  if (skipped.length > 0) yield `left out: ${skipped.length}`;
  for (const { path, reason } of skipped.slice(0, SHOWN_SKIPPED)) yield `  ${path}: ${reason}`;
  if (skipped.length > SHOWN_SKIPPED)
    yield `  and ${skipped.length - SHOWN_SKIPPED} more, which --json lists`;
  const inUse = rules.filter(({ state }) => state === "in use");
  yield `${inUse.length} rules in use, of ${rules.length} looked at`;
  for (const rule of inUse) yield `  ${describeRule(rule)}`;
}

const describeRule = (rule: MinedRule): string =>
  `${rule.id.padEnd(26)} ${rule.sentence} (${placesOf(rule)}; ${rule.state})`;

const placesOf = ({ support, exceptions }: MinedRule): string =>
  `${support - exceptions} of ${support} places`;

function explainRule(rule: MinedRule): readonly string[] {
  const { belief, examples, counterExamples } = rule;
  return [
    `${rule.id}: ${rule.sentence}`,
    `  ${rule.state}: ${placesOf(rule)}; at least ${share(rule.lowerBound)} with 95 % confidence`,
    `  trust ${belief.mean.toFixed(2)} ± ${belief.deviation.toFixed(2)}, weight ${belief.weight.toFixed(2)}; ${belief.events.toFixed(1)} answers of people`,
    ...(rule.isProposed ? ["  people always said yes: a linter could enforce it"] : []),
    ...examples.map((place) => `  as in ${place}`),
    ...counterExamples.map((place) => `  not in ${place}`),
  ];
}

const share = (value: number): string => `${(value * 100).toFixed(1)} %`;

function describeSoundness(soundness: Soundness): readonly string[] {
  const { dialect, files, lexemes, convergence, perplexity, paths, otherRules } = soundness;
  const { settled, meanDeviation, rankCorrelation } = convergence;
  return [
    `${dialect}: ${files} files, ${lexemes} words`,
    `  rules: ${share(settled)} settled, mean deviation ${meanDeviation.toFixed(3)}; two halves of the files agree by ${rankCorrelation?.toFixed(2) ?? "-"}`,
    ...(perplexity.length === 0 ? ["  too few files to foretell some by others"] : []),
    ...perplexity.map(
      ({ model, perWord, perName }) =>
        `  perplexity ${perWord.toFixed(1).padStart(9)} a word, ${perName.toFixed(1).padStart(9)} a name: ${model}`,
    ),
    ...paths.map(
      ({ model, perNode }) => `  perplexity ${perNode.toFixed(1).padStart(9)} a node: ${model}`,
    ),
    ...(otherRules === undefined
      ? []
      : [
          `  rules of the other project that hold here: ${otherRules.holdHere} of ${otherRules.accepted}`,
        ]),
  ];
}
