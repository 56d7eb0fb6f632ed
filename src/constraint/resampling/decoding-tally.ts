/** Counts what becomes of one answer, for its report. */

import {
  type ConstraintLevel,
  type DecodingReport,
  type Relaxation,
  type Spread,
} from "../../domain/decoding.ts";
import type { Clock } from "../../ports/clock.ts";
import { spreadOf } from "../../std/spread-of.ts";
import type { Refusal } from "./held-text.ts";
import { measureJudging } from "./measure-judging.ts";

export interface DecodingTally extends Pick<ReturnType<typeof measureJudging>, "measure"> {
  /** Times that the model was asked to go on. */
  readonly resumptions: number;
  /** Tokens that it has written in all calls. */
  readonly written: number;
  /** In words, for the response. */
  readonly warnings: readonly string[];
  refuse(refusal: Refusal): void;
  resume(): void;
  /** Tokens as they were told, or the text that has to be counted. */
  write(tokens: number | string): void;
  /** From the end of `text` on nothing is asked any more. */
  letGo(text: string, why: string): void;
  report(text: string, ended: DecodingReport["ended"]): DecodingReport;
}

const NONE: Spread = spreadOf([]);

export function startTally(clock: Clock, countTokens: (text: string) => number): DecodingTally {
  const startedAt = clock.elapsed();
  const times = measureJudging(clock);
  const refusals: Record<ConstraintLevel, number> = { syntax: 0, type: 0, semantic: 0, context: 0 };
  const relaxations: Relaxation[] = [];
  let resumptions = 0;
  let written = 0;
  return {
    measure: times.measure,
    get resumptions() {
      return resumptions;
    },
    get written() {
      return written;
    },
    get warnings() {
      return [
        ...(resumptions === 0
          ? []
          : [
              `the answer was stopped where it went wrong and gone on with, ${resumptions === 1 ? "once" : `${resumptions} times`}`,
            ]),
        ...relaxations.map(({ why }) => `the answer is ${why}`),
      ];
    },
    refuse({ level }) {
      refusals[level] += 1;
    },
    resume() {
      resumptions += 1;
    },
    write(tokens) {
      written += typeof tokens === "number" ? tokens : countTokens(tokens);
    },
    letGo(text, why) {
      const atToken = text === "" ? 0 : countTokens(text);
      relaxations.push({ to: "minimal", atToken, why: `held to nothing from here: ${why}` });
    },
    report(text, ended) {
      const tokens = countTokens(text);
      const timeMs = clock.elapsed() - startedAt;
      const constraintMs = times.totalMs;
      return {
        tokens,
        sampled: Math.max(written, tokens),
        forced: 0,
        drafted: 0,
        draftsKept: 0,
        takenBack: Math.max(0, written - tokens),
        refusals: { ...refusals },
        relaxations,
        ended,
        timeMs,
        modelMs: Math.max(0, timeMs - constraintMs),
        constraintMs,
        perToken: times.perPiece,
        perMask: NONE,
        perStatement: times.perStatement,
        cacheHits: 0,
        cacheLookups: 0,
      };
    },
  };
}
