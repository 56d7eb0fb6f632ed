import type { ConstraintLevel, DecodingReport, Relaxation } from "../../domain/decoding.ts";
import type { Clock } from "../../ports/clock.ts";
import { spreadOf } from "../../std/spread-of.ts";

/** Counts what an answer takes. */
export interface Meter {
  sampled: number;
  forced: number;
  drafted: number;
  draftsKept: number;
  takenBack: number;
  cacheHits: number;
  cacheLookups: number;
  readonly refusals: Record<ConstraintLevel, number>;
  readonly relaxations: Relaxation[];
  /** Time in the model. */
  inModel<T>(work: () => Promise<T>): Promise<T>;
  /** Time in the constraints, for one token: masks count, waiting for the model and whole statements do not. */
  startToken(): { stop(): void };
  onMask<T>(work: () => T): T;
  onStatement<T>(work: () => Promise<T>): Promise<T>;
  /** Of work on constraints that belongs to no token. */
  aside<T>(work: () => T): T;
  report(tokens: number, ended: DecodingReport["ended"]): DecodingReport;
}

export function createMeter(clock: Clock): Meter {
  const startedAt = clock.elapsed();
  const perToken: number[] = [];
  const perMask: number[] = [];
  const perStatement: number[] = [];
  let modelMs = 0;
  let statementMs = 0;
  let asideMs = 0;
  const sumOf = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0);
  const meter: Meter = {
    sampled: 0,
    forced: 0,
    drafted: 0,
    draftsKept: 0,
    takenBack: 0,
    cacheHits: 0,
    cacheLookups: 0,
    refusals: { syntax: 0, type: 0, semantic: 0, context: 0 },
    relaxations: [],
    async inModel(work) {
      const from = clock.elapsed();
      try {
        return await work();
      } finally {
        modelMs += clock.elapsed() - from;
      }
    },
    startToken() {
      const from = clock.elapsed();
      const elsewhere = modelMs + statementMs;
      return {
        stop: () => {
          perToken.push(clock.elapsed() - from - (modelMs + statementMs - elsewhere));
        },
      };
    },
    onMask(work) {
      const from = clock.elapsed();
      const done = work();
      perMask.push(clock.elapsed() - from);
      return done;
    },
    async onStatement(work) {
      const from = clock.elapsed();
      try {
        return await work();
      } finally {
        const took = clock.elapsed() - from;
        statementMs += took;
        perStatement.push(took);
      }
    },
    aside(work) {
      const from = clock.elapsed();
      const done = work();
      const stop = (): void => {
        asideMs += clock.elapsed() - from;
      };
      if (done instanceof Promise) void done.then(stop, stop);
      else stop();
      return done;
    },
    report: (tokens, ended) => ({
      tokens,
      sampled: meter.sampled,
      forced: meter.forced,
      drafted: meter.drafted,
      draftsKept: meter.draftsKept,
      takenBack: meter.takenBack,
      refusals: { ...meter.refusals },
      relaxations: [...meter.relaxations],
      ended,
      timeMs: clock.elapsed() - startedAt,
      modelMs,
      constraintMs: sumOf(perToken) + statementMs + asideMs,
      perToken: spreadOf(perToken),
      perMask: spreadOf(perMask),
      perStatement: spreadOf(perStatement),
      cacheHits: meter.cacheHits,
      cacheLookups: meter.cacheLookups,
    }),
  };
  return meter;
}
