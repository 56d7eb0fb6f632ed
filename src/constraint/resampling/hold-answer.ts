/** One answer of a model that chooses its tokens itself: stopped where it goes wrong, and gone on with from there. */

import { isFault } from "../../domain/fault.ts";
import type { ModelEvent, ModelRequest, ResponseEnd } from "../../domain/model.ts";
import { addUsage, NO_USAGE, type TokenUsage } from "../../domain/token-usage.ts";
import type { Clock } from "../../ports/clock.ts";
import type { CallOptions, LanguageModel } from "../../ports/language-model.ts";
import { createAnswerView } from "./answer-view.ts";
import { type DecodingTally, startTally } from "./decoding-tally.ts";
import type { FollowedAnswer, PlacedRefusal } from "./follow-answer.ts";
import { tellRefusal } from "./tell-refusal.ts";

/**
 * Asks `model` to go on with the answer `text`, which whoever reads the stream already has: only what is new comes.
 * `because` tells it why it was interrupted.
 */
export type GoOn = (
  model: LanguageModel,
  request: ModelRequest,
  text: string,
  options: CallOptions,
  because?: string,
) => AsyncIterable<ModelEvent>;

export interface HoldAnswerOptions {
  readonly model: LanguageModel;
  readonly goOn: GoOn;
  readonly clock: Clock;
  /** Times that it is asked for again from a wrong place. */
  readonly mostResumptions: number;
  readonly openFollowed: (measure: DecodingTally["measure"]) => FollowedAnswer;
}

/** Why a call of ours was ended by us. */
const STOPPED = new Error("The answer cannot go on like this");

/** What one call came to. */
interface Ended {
  readonly end: ResponseEnd | undefined;
  readonly refusal: PlacedRefusal | undefined;
}

/**
 * The answer to `request`, as its reader may see it: what is refused is void, and what follows the last `text-reset`
 * is what is given.
 *
 * @throws {Fault} what the model throws; asking again only, where it is not for want of money, room or records.
 * @throws `call.signal.reason` when aborted.
 */
export async function* holdAnswer(
  request: ModelRequest,
  call: CallOptions,
  { model, goOn, clock, mostResumptions, openFollowed }: HoldAnswerOptions,
): AsyncGenerator<ModelEvent> {
  const before = call.goesOnFrom ?? "";
  // What was asked before it was asked to go on: so it is asked again.
  const asked = before === "" ? request : { ...request, messages: request.messages.slice(0, -2) };
  const tally = startTally(clock, (text) => model.countTokens(text));
  let followed = openFollowed(tally.measure);
  const view = createAnswerView(before);
  /** From here on the answer is given as it is. */
  let isLetGo = typeof (await followed.follow(before, false, call.signal)) !== "number";
  if (isLetGo) tally.letGo(before, "what it goes on from is refused");
  const inputTokens = asked.messages.reduce((sum, { text }) => sum + model.countTokens(text), 0);
  const warnings = new Set<string>();
  let usage = NO_USAGE;
  let because: string | undefined;

  /** Follows what came; stops the call where it cannot stand. */
  async function* look(
    isWhole: boolean,
    stop: () => void,
  ): AsyncGenerator<ModelEvent, PlacedRefusal | undefined> {
    const { text } = view;
    if (isLetGo) {
      yield* view.showTo(text.length);
      return undefined;
    }
    const seen = await followed.follow(text, isWhole, call.signal);
    if (typeof seen === "number") {
      yield* view.showTo(isWhole ? text.length : seen);
      return undefined;
    }
    tally.refuse(seen);
    if (tally.resumptions === mostResumptions) {
      isLetGo = true;
      tally.letGo(text, `${seen.reason}, after it was asked again ${mostResumptions} times`);
      yield* view.showTo(text.length);
      return undefined;
    }
    stop();
    return seen;
  }

  /** One call, up to its end or the first place that is refused. */
  async function* ask(maxOutputTokens: number): AsyncGenerator<ModelEvent, Ended> {
    const own = new AbortController();
    const signal =
      call.signal === undefined ? own.signal : AbortSignal.any([call.signal, own.signal]);
    const purpose = tally.resumptions === 0 ? call.purpose : "continuation";
    const options = { ...call, signal, purpose, goesOnFrom: undefined };
    let refusal: PlacedRefusal | undefined;
    let received = "";
    try {
      const answer = goOn(model, { ...asked, maxOutputTokens }, view.text, options, because);
      for await (const event of answer) {
        switch (event.type) {
          case "text-delta":
            received += event.text;
            if (refusal !== undefined) break;
            view.add(event.text);
            refusal = yield* look(false, () => own.abort(STOPPED));
            break;
          case "text-reset":
            if (refusal !== undefined) break;
            followed = openFollowed(tally.measure);
            yield* view.reset(event.reason);
            break;
          case "response-end":
            tally.write(event.usage.output > 0 ? event.usage.output : received);
            usage = addUsage(usage, event.usage);
            for (const warning of event.warnings) warnings.add(warning);
            if (refusal === undefined && event.finishReason === "stop")
              refusal = yield* look(true, () => undefined);
            return { end: event, refusal };
          default:
            yield event;
        }
      }
      return { end: undefined, refusal };
    } catch (error) {
      if (error !== STOPPED) throw error;
      tally.write(received);
      usage = addUsage(usage, estimate(inputTokens, model.countTokens(received)));
      warnings.add(
        "the tokens of calls that were stopped are counted here, not told by the provider",
      );
      return { end: undefined, refusal };
    }
  }

  /** The end of it all; without one of a call the answer was cut where it was stopped. */
  function* conclude({ end }: Ended): Generator<ModelEvent, void> {
    yield* view.showTo(view.text.length);
    const finishReason = end?.finishReason ?? "length";
    if (!followed.hasCode && !isLetGo) tally.letGo("", "no code begins as it should");
    const ended = finishReason === "length" ? "length" : "complete";
    yield { type: "decoding-end", report: tally.report(view.text, ended) };
    yield {
      ...(end ?? { type: "response-end", askedOf: model.id, answeredBy: model.id }),
      finishReason,
      usage,
      warnings: [...warnings, ...tally.warnings],
    };
  }

  for (;;) {
    let ended: Ended;
    try {
      ended = yield* ask(asked.maxOutputTokens - tally.written);
    } catch (error) {
      call.signal?.throwIfAborted();
      if (tally.resumptions === 0 || !isFault(error) || !leavesItStopped(error.code)) throw error;
      warnings.add(`the answer stays where it was stopped: ${error.message}`);
      ended = { end: undefined, refusal: undefined };
    }
    const { refusal } = ended;
    if (refusal === undefined) return yield* conclude(ended);
    because = tellRefusal(view.text, refusal);
    yield* view.cutTo(refusal.at, refusal.reason);
    if (tally.written >= asked.maxOutputTokens) {
      warnings.add("the answer stays where it was stopped: its tokens are used up");
      return yield* conclude({ end: undefined, refusal: undefined });
    }
    await followed.goBackTo(view.text, call.signal);
    tally.resume();
  }
}

const estimate = (input: number, output: number): TokenUsage => ({ ...NO_USAGE, input, output });

/** Nobody can be asked to go on; what was written is there all the same. */
const leavesItStopped = (code: string): boolean =>
  code.startsWith("budget/") || code === "model/context-too-long" || code === "model/not-recorded";
