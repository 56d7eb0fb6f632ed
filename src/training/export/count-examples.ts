import { createQuantileSketch, type QuantileSketch } from "../../std/quantile-sketch.ts";
import type { TrainingExample } from "../examples/training-example.ts";
import { createTally } from "./tally.ts";

/** How long something is, over all examples; tokens are estimated without a tokenizer, within 1 %. */
export interface Lengths {
  readonly total: number;
  readonly median: number;
  readonly p95: number;
  readonly longest: number;
}

export interface ExampleCounts {
  readonly promptTokens: Lengths;
  readonly answerTokens: Lengths;
  readonly languages: Readonly<Record<string, number>>;
  readonly models: Readonly<Record<string, number>>;
  /** Examples that a check of this phase stands behind. */
  readonly checks: Readonly<Record<string, number>>;
  readonly licences: Readonly<Record<string, number>>;
  readonly edited: number;
  readonly firstPass: number;
}

/** Counts examples as they pass. */
export function countExamples() {
  const prompts = createLengths();
  const answers = createLengths();
  const tallies = {
    languages: createTally(),
    models: createTally(),
    checks: createTally(),
    licences: createTally(),
  };
  let edited = 0;
  let firstPass = 0;
  return {
    add({
      labels,
      quality,
      provenance,
    }: Pick<TrainingExample, "labels" | "quality" | "provenance">): void {
      prompts.add(quality.promptTokens);
      answers.add(quality.answerTokens);
      tallies.languages.add(provenance.language);
      tallies.models.add(provenance.model.askedOf);
      for (const phase of new Set(labels.checks.map((check) => check.phase)))
        tallies.checks.add(phase);
      for (const licence of provenance.licences) tallies.licences.add(licence);
      if (provenance.isEdited) edited += 1;
      if (provenance.attempt === 1) firstPass += 1;
    },
    read: (): ExampleCounts => ({
      promptTokens: prompts.read(),
      answerTokens: answers.read(),
      languages: tallies.languages.read(),
      models: tallies.models.read(),
      checks: tallies.checks.read(),
      licences: tallies.licences.read(),
      edited,
      firstPass,
    }),
  };
}

/** Lengths of any number of texts in a small memory. */
export function createLengths() {
  const sketch: QuantileSketch = createQuantileSketch();
  let longest = 0;
  return {
    add(length: number): void {
      sketch.add(length);
      longest = Math.max(longest, length);
    },
    read: (): Lengths => ({
      total: sketch.sum,
      median: Math.round(sketch.at(0.5)),
      p95: Math.round(sketch.at(0.95)),
      longest,
    }),
  };
}
