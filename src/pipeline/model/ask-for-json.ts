import type { AnswerEvent, AnswerSource } from "../../domain/answer.ts";
import { Fault } from "../../domain/fault.ts";
import type { JsonRecord } from "../../domain/json.ts";
import type { ModelResponse } from "../../domain/model.ts";
import type { Message } from "../../domain/prompt.ts";
import { addUsage, NO_USAGE, type TokenUsage } from "../../domain/token-usage.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import { canonicalJson } from "../../std/canonical-json.ts";
import { findJsonObject } from "../../std/find-json-object.ts";
import { type AskOptions, streamAnswer } from "./stream-answer.ts";

export interface AskForJsonOptions<T> extends AskOptions {
  /** JSON Schema of the answer, for models that can be held to one. */
  readonly schema: JsonRecord;
  /**
   * The answer's object → what was asked for. `isLast`: a refusal now ends it.
   *
   * @throws {SyntaxError} saying what is wrong, in words for the model.
   */
  readonly read: (value: Readonly<Record<string, unknown>>, isLast: boolean) => T;
}

export interface JsonAnswer<T> extends AnswerSource {
  readonly value: T;
  /** What the model wrote, the answer that was used. */
  readonly text: string;
}

/** How often a question is asked: once more with the reason, then it ends. */
const MOST_ASKED = 2;

/**
 * Asks a model for JSON. What cannot be used is asked for once more, with the reason; an answer is never made up.
 *
 * @throws {Fault} `model/unusable-answer` when the second answer cannot be used either; `model/refused`; `model/*`
 * @throws `options.signal.reason` when aborted.
 */
export async function* askForJson<T>(
  messages: readonly Message[],
  options: AskForJsonOptions<T>,
): AsyncGenerator<AnswerEvent, JsonAnswer<T>> {
  const { model, schema } = options;
  const responseSchema = model.capabilities.takesResponseSchema ? schema : undefined;
  const constraints = model.tokens === undefined ? undefined : toConstraintSet(schema);
  let asked = messages;
  let usage: TokenUsage = NO_USAGE;
  const warnings = new Set<string>();
  for (let round = 1; ; round += 1) {
    const isLast = round === MOST_ASKED;
    const isUsable = (text: string): boolean => canRead(text, (it) => options.read(it, isLast));
    const response = yield* streamAnswer(asked, {
      ...options,
      responseSchema,
      constraints,
      isUsable,
    });
    usage = addUsage(usage, response.usage);
    for (const warning of response.warnings) warnings.add(warning);
    if (response.finishReason === "refusal") throw refused(model.id);

    const answer = readAnswer(response, (object) => options.read(object, isLast));
    if ("value" in answer) {
      const { text, askedOf, answeredBy } = response;
      const source = { askedOf, answeredBy, usage, warnings: [...warnings], reasks: round - 1 };
      return { value: answer.value, text, ...source };
    }
    const { reason } = answer;
    if (isLast) throw unusable(model.id, reason);
    yield { type: "reask-start", reason };
    asked = [...messages, ...renderReask(response.text, reason, messages, options)];
  }
}

/** For models whose tokens can be held: their answer is the object, from its first token to its last. */
const toConstraintSet = (schema: JsonRecord): ConstraintSet => ({
  id: canonicalJson(schema),
  describes: "the answer's JSON",
  prefix: "",
  syntax: { kind: "schema", schema },
  judges: [],
  bias: undefined,
  gaps: [],
});

/** The answer and why it cannot be used; the reason alone where both would not fit. */
function renderReask(
  answer: string,
  reason: string,
  messages: readonly Message[],
  { model, maxOutputTokens }: AskOptions,
): readonly Message[] {
  const text = `Your answer cannot be used: ${reason}. Answer again, with the one JSON object that was asked for and nothing else.`;
  const request: Message = { role: "user", text };
  const all = [...messages, { text: answer }, request];
  const tokens = all.reduce((sum, message) => sum + model.countTokens(message.text), 0);
  const fits = tokens + maxOutputTokens <= model.contextWindowTokens;
  return answer.trim() === "" || !fits ? [request] : [{ role: "assistant", text: answer }, request];
}

type Read<T> = { readonly value: T } | { readonly reason: string };

function readAnswer<T>(
  { text, finishReason }: ModelResponse,
  read: (object: Readonly<Record<string, unknown>>) => T,
): Read<T> {
  if (finishReason === "length") return { reason: "it was cut off before its end; say less" };
  try {
    return { value: read(findJsonObject(text)) };
  } catch (error) {
    if (error instanceof SyntaxError) return { reason: error.message };
    throw error;
  }
}

/** Whether a kept answer would do: what goes wrong is told when it is read. */
function canRead(
  text: string,
  read: (object: Readonly<Record<string, unknown>>) => unknown,
): boolean {
  try {
    read(findJsonObject(text));
    return true;
  } catch {
    return false;
  }
}

const refused = (id: string): Fault =>
  new Fault("model/refused", `Cannot use the answer of "${id}": it refused to answer`, {
    help: "Choose another model with --model",
  });

const unusable = (id: string, reason: string): Fault =>
  new Fault("model/unusable-answer", `Cannot use the answer of "${id}": ${reason}`, {
    help: "It was asked twice. Choose a stronger model with --model, or allow a longer answer with --max-output-tokens",
  });
