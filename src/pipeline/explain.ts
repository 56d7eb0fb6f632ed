/** A source file → what it does, in words, with the lines that show it; or the answer to a question about it. */

import { findBranch } from "../conversation/branch.ts";
import { createConversationStore } from "../conversation/conversation-store.ts";
import { createTurn } from "../conversation/create-turn.ts";
import type { AnswerEvent } from "../domain/answer.ts";
import type { Turn } from "../domain/conversation.ts";
import type { Explanation } from "../domain/explanation.ts";
import { Fault } from "../domain/fault.ts";
import { addUsage, NO_USAGE } from "../domain/token-usage.ts";
import type { Environment } from "../ports/environment.ts";
import { splitLines } from "../std/number-lines.ts";
import { toShownPath } from "../std/shown-path.ts";
import type { AskingOptions } from "./asking-options.ts";
import { measureExplanation } from "./confidence/explanation-confidence.ts";
import { EXPLANATION_SCHEMA, readExplanation } from "./explanation/explanation-shape.ts";
import { pruneHistory, summariseHistory } from "./fit-history.ts";
import { askForJson } from "./model/ask-for-json.ts";
import {
  renderExplanationPrompt,
  renderFileTurn,
  renderQuestion,
} from "./prompt/render-explanation.ts";
import { drain } from "./run.ts";

export interface ExplainOptions extends AskingOptions {
  /** @default the file is explained as a whole */
  readonly question?: string | undefined;
  /** Id of a conversation to go on with. @default a new one */
  readonly conversation?: string | undefined;
  /** The turn after which it goes on. @default the last one said */
  readonly branch?: string | undefined;
  /** Turns that do not fit are summed up by a call of their own. @default they are left out */
  readonly isSummarised?: boolean | undefined;
}

/**
 * Explains `file`, relative to the project, as it happens; the explanation is the last value. Question and answer are
 * stored once the answer is whole.
 *
 * @throws {Fault} `source/*`, `conversation/*`, `model/*`, `budget/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function* explainEvents(
  file: string,
  environment: Environment,
  options: ExplainOptions = {},
): AsyncGenerator<AnswerEvent, Explanation> {
  const { model, clock, sha256, budget: ownBudget } = environment;
  const { question, signal, budget = ownBudget } = options;
  const text = await readSource(file, environment);
  const store = createConversationStore(environment);
  const earlier =
    options.conversation === undefined ? undefined : await store.read(options.conversation);
  const history = earlier === undefined ? [] : findBranch(earlier, options.branch);

  const shown = renderFileTurn(
    { path: toShownPath(file), text },
    findLanguageName(file, environment),
    sha256,
  );
  const added: Turn[] = [];
  const last = (): string | undefined => added.at(-1)?.id ?? history.at(-1)?.id;
  const say = (wishes: Omit<Parameters<typeof createTurn>[0], "parent">): void => {
    added.push(createTurn({ ...wishes, parent: last() }, environment));
  };
  if (!history.some((turn) => turn.text === shown))
    say({ role: "user", text: shown, isPinned: true });

  const asked = renderQuestion(question);
  const maxOutputTokens = options.maxOutputTokens ?? model.suggested.maxOutputTokens;
  const ask = { model, clock, maxOutputTokens, budget, signal };
  const branch = [...history, ...added];
  const plain = await pruneHistory(branch, asked, ask);
  const prompt = { messages: renderExplanationPrompt(plain.turns, asked), breakPoints: [] };
  await options.beforeAsking?.(prompt);
  const fitted = options.isSummarised
    ? yield* summariseHistory(branch, asked, environment, ask)
    : plain;
  if (fitted.summary !== undefined) added.push(fitted.summary);

  const hasQuestion = question !== undefined;
  const { value, ...answer } = yield* askForJson(renderExplanationPrompt(fitted.turns, asked), {
    ...ask,
    schema: EXPLANATION_SCHEMA,
    read: (object) => readExplanation(object, { lineCount: splitLines(text).length, hasQuestion }),
  });

  say({ role: "user", text: asked });
  const { text: said, ...source } = answer;
  say({ role: "assistant", text: said, model: source.answeredBy, usage: source.usage });
  const usage = addUsage(source.usage, fitted.summary?.usage ?? NO_USAGE);
  const conversation = earlier?.id ?? (await store.create(question ?? toShownPath(file), added));
  if (earlier !== undefined) await store.append(earlier.id, added);
  const confidence = measureExplanation({ text, ...value, reasks: source.reasks });
  return { file, ...value, ...source, usage, confidence, conversation };
}

/** `explainEvents`, drained. */
export const explain = async (
  file: string,
  environment: Environment,
  options: ExplainOptions = {},
): Promise<Explanation> => drain(explainEvents(file, environment, options));

async function readSource(file: string, { files }: Environment): Promise<string> {
  const text = await files.readText(file);
  if (text.trim() !== "") return text;
  throw new Fault("source/unreadable", `Cannot explain "${file}": it is empty`);
}

const findLanguageName = (file: string, { languages }: Environment): string | undefined =>
  languages.find(({ fileExtensions }) =>
    fileExtensions.some((extension) => file.toLowerCase().endsWith(extension)),
  )?.displayName;
