import { Fault, isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { Vocabulary } from "../../domain/vocabulary.ts";
import type { Clock } from "../../ports/clock.ts";
import type { ConstraintEngine } from "../../ports/constraint-engine.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { LanguageModel } from "../../ports/language-model.ts";
import type { TokenAccess } from "../../ports/token-access.ts";
import { wrapModel } from "../../ports/wrap-model.ts";
import { createAlignments } from "./align.ts";
import { type CompileSyntax, createSyntaxCompiler } from "./compile-syntax.ts";
import { decode } from "./decode.ts";
import { reportEnforcement, reportNothing } from "./plan-enforcement.ts";
import { createSettleMemory } from "./settle-states.ts";
import { openTokenSpellings, type TokenSpellings } from "./token-spellings.ts";

export interface HoldToConstraintsOptions {
  /** Opens the model's vocabulary and an engine; called once, when constraints are first asked for. */
  readonly open: (tokens: TokenAccess) => Promise<{
    readonly engine: ConstraintEngine;
    readonly vocabulary: Vocabulary;
  }>;
  readonly clock: Clock;
  /** Whether text that stands in the prompt already is guessed and read at once; it changes time alone. @default true */
  readonly isDrafting?: boolean | undefined;
  /**
   * Whether dead ends are remembered from answer to answer, so that answers to the same prompt come nearer to what the
   * model says of whole texts. @default false
   */
  readonly isAligned?: boolean | undefined;
}

/** Engine, vocabulary and what was compiled for them. */
interface Opened {
  readonly engine: ConstraintEngine;
  readonly spellings: TokenSpellings;
  readonly compile: CompileSyntax;
}

/**
 * A model that gives its tokens, and writes what constraints let through. What is asked without constraints goes to
 * the model as it is.
 */
export function holdToConstraints(
  model: LanguageModel & { readonly tokens: TokenAccess },
  options: HoldToConstraintsOptions,
): LanguageModel {
  const { tokens } = model;
  const settled = createSettleMemory();
  const alignments = createAlignments();
  let opening: Promise<Opened | { readonly why: string }> | undefined;
  const open = (): Promise<Opened | { readonly why: string }> => {
    opening ??= openParts(tokens, options).catch((error: unknown) => {
      opening = undefined;
      // Another vocabulary than this engine can read: the model writes all the same.
      if (isFault(error, "constraint/engine-failed")) return { why: error.message };
      throw error;
    });
    return opening;
  };

  async function* write(
    request: ModelRequest,
    set: ConstraintSet,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ModelEvent> {
    const opened = await open();
    if ("why" in opened) {
      yield* model.stream(request, { signal });
      return;
    }
    const outcome = set.syntax && opened.compile(set.syntax);
    reportEnforcement(set, { engine: opened.engine, outcome });
    const given = splitGiven(request.answerStart ?? "", set.prefix);
    const { answerStart } = given;
    yield* decode(request, set, given, {
      modelId: model.id,
      access: tokens,
      begin: () => tokens.begin({ ...request, answerStart }, signal),
      spellings: opened.spellings,
      syntax: outcome?.isOpen === true ? outcome.syntax : undefined,
      settled,
      alignment:
        options.isAligned === true
          ? (prompt) => alignments(`${set.id}:${prompt.join()}`)
          : undefined,
      isDrafting: options.isDrafting ?? true,
      clock: options.clock,
      signal,
    });
  }

  const stream: LanguageModel["stream"] = (request, { constraints, signal, ...rest } = {}) =>
    constraints === undefined
      ? model.stream(request, { ...rest, signal })
      : withPartialText(write(request, constraints, signal));
  return wrapModel(model, stream, {
    async planEnforcement(set) {
      const opened = await open();
      if ("why" in opened) return reportNothing(set, opened.why);
      return reportEnforcement(set, {
        engine: opened.engine,
        outcome: set.syntax && opened.compile(set.syntax),
      });
    },
  });
}

async function openParts(tokens: TokenAccess, { open }: HoldToConstraintsOptions): Promise<Opened> {
  const { engine, vocabulary } = await open(tokens);
  const compiler = await engine.load(vocabulary);
  const spellings = openTokenSpellings(vocabulary);
  const compile = createSyntaxCompiler({ engine, compiler, spellings, tokenize: tokens.tokenize });
  return { engine, spellings, compile };
}

/** What an answer begins with, and what of that is text that the constraints are about: all after the prefix. */
function splitGiven(
  answerStart: string,
  prefix: string,
): { readonly answerStart: string; readonly text: string } {
  const at = prefix === "" ? -1 : answerStart.indexOf(prefix);
  if (at >= 0) return { answerStart, text: answerStart.slice(at + prefix.length) };
  return { answerStart: answerStart + prefix, text: "" };
}

/** A fault tells what had come before it. */
async function* withPartialText(events: AsyncIterable<ModelEvent>): AsyncGenerator<ModelEvent> {
  let partialText = "";
  try {
    for await (const event of events) {
      if (event.type === "text-delta") partialText += event.text;
      if (event.type === "text-reset") partialText = "";
      yield event;
    }
  } catch (error) {
    if (!isFault(error) || !error.code.startsWith("model/")) throw error;
    throw new Fault(error.code, error.message, {
      help: error.help,
      details: { ...error.details, partialText },
      cause: error.cause,
    });
  }
}
