/** A source file and its specification → a finding for each requirement. The checker comes first. */

import type { AnswerEvent, AnswerSource } from "../domain/answer.ts";
import type { CheckPhase } from "../domain/check-phase.ts";
import { Fault } from "../domain/fault.ts";
import type { Finding, FindingStatus, Review } from "../domain/finding.ts";
import type { Specification } from "../domain/specification.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { CheckEnvironment } from "../ports/environment.ts";
import type { LanguageModel } from "../ports/language-model.ts";
import type { LanguagePack } from "../ports/language-pack.ts";
import { createLineIndex } from "../std/line-index.ts";
import { splitLines } from "../std/number-lines.ts";
import { toShownPath } from "../std/shown-path.ts";
import type { AskingOptions } from "./asking-options.ts";
import { askForJson } from "./model/ask-for-json.ts";
import { findLanguage, findProfile } from "./prepare-run.ts";
import { renderReviewPrompt } from "./prompt/render-review.ts";
import { type Claim, FINDINGS_SCHEMA, readClaims } from "./review/finding-shape.ts";
import { judgeByChecker } from "./review/judge-by-checker.ts";
import {
  type AskedRequirement,
  listRequirements,
  withoutRuns,
} from "./review/list-requirements.ts";
import { isOpen, settleFindings } from "./review/settle-findings.ts";
import { drain } from "./run.ts";
import { validateCandidate } from "./validation/validate-candidate.ts";

/** What a review needs. Without a model, what the checker cannot decide stays unclear. */
export interface ReviewEnvironment extends CheckEnvironment {
  readonly model: LanguageModel | undefined;
}

export interface ReviewOptions extends AskingOptions {
  /** @default the language's first */
  readonly profile?: string | undefined;
  /** For each check, in ms. @default 30_000 */
  readonly checkTimeoutMs?: number | undefined;
}

/**
 * Reviews `file`, relative to the project, as it happens; the review is the last value.
 *
 * @throws {Fault} `source/*`, `language/unknown`, `usage/invalid`, `toolchain/*`, `model/*`, `budget/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function* reviewEvents(
  file: string,
  specification: Specification,
  environment: ReviewEnvironment,
  options: ReviewOptions = {},
): AsyncGenerator<AnswerEvent, Review> {
  const language = findLanguage(environment, specification.language);
  const text = await environment.files.readText(file);
  const runnable = keepRunnable(specification, language, environment);
  const judge = await createJudge({ file, text, language }, environment, options);

  const requirements = listRequirements(specification, language.displayName);
  const verdict = await judge(runnable);
  const decisions = await judgeByChecker(requirements, {
    verdict,
    judge,
    whyNotRun: (phase) =>
      countRuns(runnable, phase) < countRuns(specification, phase)
        ? "nothing on this machine isolates it"
        : undefined,
  });

  const open = requirements.filter((requirement) => isOpen(requirement, decisions));
  const answer = yield* askModel(
    { file, text, specification, language, open },
    environment,
    options,
  );
  const findings = settleFindings(requirements, {
    decisions,
    claims: answer?.claims,
    source: { path: file, text },
  });
  return {
    file,
    text,
    specification: specification.name,
    status: findWorst(findings),
    findings,
    verdict,
    model: answer?.source,
  };
}

/** `reviewEvents`, drained. */
export const review = async (
  file: string,
  specification: Specification,
  environment: ReviewEnvironment,
  options: ReviewOptions = {},
): Promise<Review> => drain(reviewEvents(file, specification, environment, options));

/** The verdict on one text, by as much of a specification as is asked. */
async function createJudge(
  { file, text, language }: Pick<Question, "file" | "text" | "language">,
  environment: ReviewEnvironment,
  { profile, checkTimeoutMs: timeoutMs = 30_000, signal }: ReviewOptions,
): Promise<(specification: Specification) => Promise<Verdict>> {
  const candidate = { language: language.id, path: file, text, companions: [] };
  const checked = { profile: findProfile(language, profile), timeoutMs, signal };
  const checker = await environment.checkerFor(language);
  return (specification) => validateCandidate(candidate, { ...checked, checker, specification });
}

/** As much of the specification as can be run here. */
function keepRunnable(
  specification: Specification,
  language: LanguagePack,
  { sandbox }: ReviewEnvironment,
): Specification {
  const isRun = countRuns(specification, "example") + countRuns(specification, "test") > 0;
  const parts = [specification, { ...specification, testFiles: [] }];
  const found = parts.find((part) => !isRun || language.canRun(part, sandbox));
  return found ?? withoutRuns(specification);
}

const countRuns = (specification: Specification, phase: CheckPhase): number =>
  phase === "test"
    ? specification.testFiles.length
    : specification.examples.length +
      (specification.kind === "covenant-task" ? specification.task.behaviours.length : 0);

interface Question {
  readonly file: string;
  readonly text: string;
  readonly specification: Specification;
  readonly language: LanguagePack;
  /** What the checker could not decide. */
  readonly open: readonly AskedRequirement[];
}

interface ModelAnswer {
  readonly claims: ReadonlyMap<string, Claim>;
  readonly source: AnswerSource;
}

/** The model's claims about what is open; `undefined` where nothing is, or no model is to be asked. */
async function* askModel(
  { file, text, specification, language, open }: Question,
  environment: ReviewEnvironment,
  options: ReviewOptions,
): AsyncGenerator<AnswerEvent, ModelAnswer | undefined> {
  const { model, clock, sha256 } = environment;
  if (model === undefined || open.length === 0) return undefined;
  const { displayName: languageName } = language;
  const shown = { path: toShownPath(file), text };
  const messages = renderReviewPrompt(shown, specification, open, { languageName, sha256 });
  const maxOutputTokens = options.maxOutputTokens ?? model.suggested.maxOutputTokens;
  refuseTooLong(messages, maxOutputTokens, model);
  await options.beforeAsking?.({ messages, breakPoints: [] });
  const place = {
    text,
    ids: open.map(({ id }) => id),
    lines: createLineIndex(text),
    lineCount: splitLines(text).length,
  };
  const {
    value,
    text: _text,
    ...rest
  } = yield* askForJson(messages, {
    model,
    clock,
    maxOutputTokens,
    budget: options.budget ?? environment.budget,
    signal: options.signal,
    schema: FINDINGS_SCHEMA,
    read: (object, isLast) => readClaims(object, { ...place, isLast }),
  });
  return { claims: value, source: rest };
}

function refuseTooLong(
  messages: readonly { readonly text: string }[],
  maxOutputTokens: number,
  model: LanguageModel,
): void {
  const tokens = messages.reduce((sum, { text }) => sum + model.countTokens(text), 0);
  const room = model.contextWindowTokens - maxOutputTokens;
  if (tokens <= room) return;
  throw new Fault(
    "model/context-too-long",
    `Cannot ask "${model.id}" for a review: file and specification have ${tokens} tokens, and there is room for ${Math.max(0, room)}`,
    { help: "Choose a model with a larger context window, a shorter file, or fewer output tokens" },
  );
}

function findWorst(findings: readonly Finding[]): FindingStatus {
  const statuses = new Set(findings.map(({ status }) => status));
  return statuses.has("violated") ? "violated" : statuses.has("unclear") ? "unclear" : "met";
}
