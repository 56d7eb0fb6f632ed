/** An evaluation's samples, read line by line: as often as wanted, and never all of them in memory. */

import type { EvaluationSetup, SampleResult, SampleTiming } from "../../../domain/evaluation.ts";
import { Fault } from "../../../domain/fault.ts";
import type { HideSecrets } from "../../../std/hide-secrets.ts";
import { evaluationFolder, readStoredLine } from "../../run/evaluation-record.ts";
import { resultSchema, timingSchema } from "../../run/evaluation-schema.ts";
import { hideInResult, mapTexts } from "./hide-in-result.ts";

export interface StoredSample {
  readonly result: SampleResult;
  readonly timing: SampleTiming | undefined;
  /** Its line in the file of results, from 1. */
  readonly line: number;
}

/** An evaluation to be written in another format. */
export interface Samples {
  readonly id: string;
  /** Its solvers are those that are asked for. */
  readonly setup: EvaluationSetup;
  /** The file of results, relative to the project. */
  readonly path: string;
  /** From the first sample on, each time anew; at most `most` of them, so that two walks see the same. */
  walk(most?: number): AsyncIterable<StoredSample>;
}

export interface OpenSamplesOptions {
  /** The lines of a file of the project; none where it is not there. */
  lines(path: string): AsyncIterable<string>;
  /** For what was said: whatever looks like a secret. */
  readonly hideSecrets: HideSecrets;
  /** For names, which may look like secrets and be none: those alone that are known. */
  readonly hideKnown: HideSecrets;
  /** The one solver whose samples are wanted. @default all */
  readonly solver?: string | undefined;
}

/** @throws {Fault} `usage/invalid` for a solver that it does not have; `record/unreadable` on the way */
export function openSamples(
  id: string,
  setup: EvaluationSetup,
  { lines, hideSecrets, hideKnown, solver }: OpenSamplesOptions,
): Samples {
  const folder = evaluationFolder(id);
  const path = `${folder}/results.jsonl`;
  const solvers = setup.solvers.filter((each) => solver === undefined || each.id === solver);
  if (solvers.length === 0) throw withoutSolver(id, setup, solver);
  async function* walk(most = Number.POSITIVE_INFINITY): AsyncGenerator<StoredSample> {
    const timings = lookAhead(lines(`${folder}/timings.jsonl`), `${folder}/timings.jsonl`);
    let [at, count] = [0, 0];
    for await (const line of lines(path)) {
      if (count >= most) return;
      const result = readStoredLine(line, resultSchema, { path, at });
      at += 1;
      const timing = await timings.find(result.index);
      if (solver !== undefined && result.solver !== solver) continue;
      count += 1;
      yield { result: hideInResult(result, { hideSecrets, hideKnown }), timing, line: at };
    }
  }
  return { id, setup: mapTexts({ ...setup, solvers }, hideKnown), path, walk };
}

/** Times of samples may stand a few lines apart from where they should: a process was killed, and wrote them again. */
const MOST_APART = 256;

function lookAhead(lines: AsyncIterable<string>, path: string) {
  const iterator = lines[Symbol.asyncIterator]();
  const ahead = new Map<number, SampleTiming>();
  let at = 0;
  let hasEnded = false;
  return {
    /** The last that is told of a sample; those before it are forgotten. */
    async find(index: number): Promise<SampleTiming | undefined> {
      while (!hasEnded && ahead.size < MOST_APART) {
        const next = await iterator.next();
        hasEnded = next.done === true;
        if (next.done === true) break;
        const timing = readStoredLine(next.value, timingSchema, { path, at });
        at += 1;
        ahead.set(timing.index, timing);
      }
      const found = ahead.get(index);
      for (const each of ahead.keys()) if (each <= index) ahead.delete(each);
      return found;
    },
  };
}

function withoutSolver(id: string, { solvers }: EvaluationSetup, solver: string | undefined) {
  return new Fault(
    "usage/invalid",
    `Cannot export solver "${solver ?? ""}" of evaluation "${id}": it has none of that name`,
    { help: `Its solvers: ${solvers.map((each) => each.id).join(", ")}` },
  );
}
