import type { DecodingReport } from "../../domain/decoding.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { TokenWriter } from "../../ports/token-access.ts";
import { type AnswerInMaking, type AnswerParts, startAnswer } from "./answer-in-making.ts";
import type { Choice } from "./choose-token.ts";
import { type CloseInTime, closeInTime } from "./close-in-time.ts";
import { findLoop } from "./find-loop.ts";
import { createMeter, type Meter } from "./meter.ts";
import { type ShownText, showText } from "./show-text.ts";

export interface DecodeParts extends AnswerParts {
  readonly modelId: string;
  /** Reads the prompt. */
  readonly begin: () => Promise<TokenWriter>;
}

type Ended = DecodingReport["ended"];

/** More tokens than this for each that may stand are not drawn: what is taken back again and again ends. */
const MOST_DRAWN = 4;

/**
 * One answer, each token of it seen to before it is written.
 *
 * @throws {Fault} `model/*`, and those of judges.
 * @throws `parts.signal.reason` when aborted.
 */
export async function* decode(
  request: ModelRequest,
  set: Pick<ConstraintSet, "judges" | "bias">,
  given: { readonly answerStart: string; readonly text: string },
  parts: DecodeParts,
): AsyncGenerator<ModelEvent> {
  const meter = createMeter(parts.clock);
  await using writer = await meter.inModel(parts.begin);
  const answer = startAnswer(request, set, given.text, { ...parts, writer, meter });
  const { text, limit, findEnd } = answer;
  const isSlow = (parts.syntax?.isSlow ?? true) || set.judges.length > 0;
  const closing = closeInTime({ limit, isSlow, findEnd: () => findEnd() });
  const shown = showText(given, set.judges.length > 0);

  const written = yield* writeAll(answer, { closing, shown, meter, signal: parts.signal });
  const ended = written === "stuck" && (await closeStuck(answer, closing)) ? "closed" : written;
  if (ended === "complete" || ended === "closed") answer.learn();
  yield* shown.showAll(text.stand.text);
  yield { type: "decoding-end", report: meter.report(text.tokens.length, ended) };
  yield {
    type: "response-end",
    finishReason: FINISH_REASONS[ended],
    usage: {
      input: writer.prompt.length,
      output: meter.sampled + meter.forced,
      cached: writer.cachedTokens,
      cacheWritten: 0,
      reasoning: 0,
    },
    askedOf: parts.modelId,
    answeredBy: parts.modelId,
    warnings: listWarnings(request, writer.room, ended),
  };
}

interface WriteParts {
  readonly closing: CloseInTime;
  readonly shown: ShownText;
  readonly meter: Meter;
  readonly signal: AbortSignal | undefined;
}

/** Token after token: what must follow, an end in time, else what the model would say. */
async function* writeAll(
  answer: AnswerInMaking,
  { closing, shown, meter, signal }: WriteParts,
): AsyncGenerator<ModelEvent, Ended> {
  const { text, limit } = answer;
  for (;;) {
    signal?.throwIfAborted();
    yield* shown.show(text.stand.text);
    const before = text.tokens.length;
    if (!(await answer.writeForced())) return "stuck";
    if (text.tokens.length < before) continue;

    const isSpent = meter.sampled >= limit * MOST_DRAWN;
    const ending = isSpent ? closing.lastResort(text.tokens) : await closing.check(text.tokens);
    if (ending !== undefined && (await answer.close(ending))) return "closed";
    const isEnd = answer.mustEnd();
    if (!isEnd && (isSpent || text.tokens.length >= limit)) {
      if (process.env['DBG']) console.log(`@@LIMIT spent=${isSpent} len=${text.tokens.length} phrase=${answer.lastPhraseEnd()} last=${closing.lastResort(text.tokens)?.tokens.length}\n${text.stand.text}\n@@`);
      const last = closing.lastResort(text.tokens);
      if (last === undefined && !isSpent && answer.tryAnother(answer.lastPhraseEnd())) continue;
      const isClosed =
        (last !== undefined && (await answer.close(last))) || (await answer.closeEarlier());
      return isClosed ? "closed" : "length";
    }
    const loop = findLoop(text.tokens);
    if (process.env['DBG'] && loop !== undefined) console.log(`@@LOOP from ${loop} at ${text.tokens.length}: ${JSON.stringify(text.stand.text.slice(-150))}`);
    if (loop !== undefined && answer.tryAnother(loop)) continue;

    const choice: Choice = isEnd ? { kind: "end", token: 0 } : await answer.choose();
    if (choice.kind === "end") {
      const outcome = await answer.finish();
      if (outcome !== "goes-on") return outcome === "ended" ? "complete" : "stuck";
    } else if (choice.kind === "dead-end") {
      const from = Math.max(0, text.tokens.length - 1);
      if (!answer.tryOtherwise(from, choice.reason)) return "stuck";
    } else if (!(await answer.settle())) return "stuck";
  }
}

/** An end for a text that the model finds none for. */
async function closeStuck(answer: AnswerInMaking, closing: CloseInTime): Promise<boolean> {
  const ending = closing.lastResort(answer.text.tokens) ?? (await answer.findEnd());
  return (ending !== undefined && (await answer.close(ending))) || answer.closeEarlier();
}

const FINISH_REASONS = {
  complete: "stop",
  closed: "stop",
  length: "length",
  stuck: "other",
} as const satisfies Record<Ended, string>;

function listWarnings(
  { maxOutputTokens, stopTexts }: ModelRequest,
  room: number,
  ended: Ended,
): readonly string[] {
  return [
    ...(room < maxOutputTokens ? [`the context window ends after ${room} more tokens`] : []),
    ...(stopTexts.length > 0
      ? ["stop texts are not heeded where constraints say where it ends"]
      : []),
    ...(ended === "stuck"
      ? ["nothing could follow under the constraints: the answer is not whole"]
      : []),
  ];
}
