import type { DecodingReport } from "../../domain/decoding.ts";
import { Fault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest } from "../../domain/model.ts";
import type { ConstraintSet } from "../../ports/constraint-set.ts";
import type { TokenWriter } from "../../ports/token-access.ts";
import { type AnswerInMaking, type AnswerParts, startAnswer } from "./answer-in-making.ts";
import type { Choice } from "./choose-token.ts";
import { type CloseInTime, closeInTime, type Ending } from "./close-in-time.ts";
import { findLoop } from "./find-loop.ts";
import { createMeter, type Meter } from "./meter.ts";
import { type ShownText, showText } from "./show-text.ts";

export interface DecodeParts extends AnswerParts {
  readonly modelId: string;
  /** Reads the prompt. */
  readonly begin: () => Promise<TokenWriter>;
}

type Ended = DecodingReport["ended"];

/** More tokens than this for each that may stand are not written: what is taken back again and again ends. */
const MOST_WRITTEN = 2;

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
  const { text, limit, ends } = answer;
  const isSlow = (parts.syntax?.isSlow ?? true) || set.judges.length > 0;
  const closing = closeInTime({
    limit,
    isSlow,
    proposeEnd: () => ends.propose(),
    findEnd: () => ends.search(),
  });
  refuseTooShort(limit, ends.propose());
  const shown = showText(given, set.judges.length > 0);

  const written = yield* writeAll(answer, { closing, shown, meter, signal: parts.signal });
  const isOpen = written === "stuck" || written === "length";
  const isEnded = isOpen && (await ends.endSomehow(closing.listKnown(text.tokens)));
  const ended = isEnded ? "closed" : written;
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
  const { text, limit, ends } = answer;
  for (;;) {
    signal?.throwIfAborted();
    yield* shown.show(text.stand.text);
    const before = text.tokens.length;
    if (!(await answer.writeForced())) return "stuck";
    if (text.tokens.length < before) continue;

    const isEnd = answer.mustEnd();
    const ending = isEnd ? undefined : await closing.check(text.tokens);
    if (ending !== undefined && (await ends.write(ending))) return "closed";
    const isSpent = meter.sampled + meter.forced >= limit * MOST_WRITTEN;
    if (!isEnd && isSpent) return "length";
    if (!isEnd && text.tokens.length >= limit) {
      if (answer.tryAnother(answer.lastPhraseEnd())) continue;
      return "length";
    }
    const lost = closing.findLostSince(text.tokens);
    if (lost !== undefined) {
      if (answer.tryAnother(lost)) continue;
      return "length";
    }
    const loop = findLoop(text.tokens);
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

/** @throws {Fault} `constraint/refused` where not even an end fits: before the model writes anything. */
function refuseTooShort(limit: number, ending: Ending | undefined): void {
  const least = ending?.tokens.length ?? 0;
  if (least > limit)
    throw new Fault(
      "constraint/refused",
      `Cannot write the answer: the shortest end known for it takes ${least} tokens, and there is room for ${limit}`,
      { help: `Let an answer have more tokens than ${least}.` },
    );
}

const FINISH_REASONS = {
  complete: "stop",
  closed: "stop",
  length: "length",
  stuck: "other",
} as const satisfies Record<Ended, string>;

function listWarnings(
  { maxOutputTokens }: ModelRequest,
  room: number,
  ended: Ended,
): readonly string[] {
  return [
    ...(room < maxOutputTokens ? [`the context window ends after ${room} more tokens`] : []),
    ...(ended === "stuck"
      ? ["nothing could follow under the constraints: the answer is not whole"]
      : []),
  ];
}
