/** Whether one's own model may take a frontier model's place: plain data, for the console, files and pages. */

import type { SampleStatus } from "../../domain/evaluation.ts";
import type { Interval } from "../../std/wilson-interval.ts";
import type { GroupRates } from "../analysis/analysis.ts";
import type { Measure } from "../analysis/measures.ts";
import type { Rate } from "../analysis/rate.ts";
import type { Comparison } from "../compare/compare-evaluations.ts";

export type Side = "frontier" | "tuned";

/** What its user tells, where nothing tells it by itself. */
export interface Assumptions {
  /** What counts as a success. */
  readonly measure: Measure;
  /** Difference of shares that is worth nothing to the user: 0.05 is five points. */
  readonly margin: number;
  /** Once. `undefined`: nobody said; counted as 0. */
  readonly trainingUsd: number | undefined;
  /** Months over which the training is paid off. */
  readonly months: number;
  /** Of a server that is there all month. `undefined`: nobody said. */
  readonly servingUsdPerHour: number | undefined;
  /** Successes a month; `undefined` where nobody said and no journal tells. */
  readonly volume: number | undefined;
  readonly volumeFrom: "said" | "journals" | "unknown";
}

/** How much a project generates, as its journals tell; runs of evaluations are none of it. */
export interface MeasuredVolume {
  readonly runs: number;
  readonly accepted: number;
  /** ISO date of the first run. */
  readonly from: string;
  /** From the first run until today, both counted. */
  readonly days: number;
  readonly runsPerDay: number;
  /** Accepted artifacts. */
  readonly acceptedPerMonth: number;
}

/** How far the same task, asked again, comes out the same. */
export interface Stability {
  readonly epochs: number;
  /** Share of successes in each epoch. */
  readonly byEpoch: readonly number[];
  /** Standard deviation of these; `undefined` with one epoch. */
  readonly deviation: number | undefined;
  /** Tasks whose epochs do not all come out the same; `undefined` with one epoch. */
  readonly unsteadyTasks: Rate | undefined;
}

export interface Latency {
  readonly samples: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** In the model, of one task. */
  readonly meanModelMs: number;
}

/** Why no price can be told. */
export type NoPrice =
  | "unpriced calls"
  | "answers out of a cache"
  | "no success"
  | "serving unknown";

/** What one model showed, on the samples that both have. */
export interface SideMeasures {
  readonly evaluation: string;
  readonly solver: string;
  readonly model: string;
  readonly rates: GroupRates;
  readonly success: Rate;
  readonly byStatus: Readonly<Record<SampleStatus, number>>;
  /** Of calls whose price is known. */
  readonly spentUsd: number;
  readonly usdPerTask: number;
  /** Its calls over its successes, failures included; with its interval at 95 %, by task. */
  readonly usdPerSuccess: (Interval & { readonly usd: number }) | undefined;
  /** Its calls over what was accepted, whether hidden checks hold or not. */
  readonly usdPerAccepted: number | undefined;
  /** Why there is none that holds. */
  readonly noPrice: NoPrice | undefined;
  /** Share of the money that went into what was not accepted. */
  readonly wastedShare: number;
  readonly latency: Latency | undefined;
  readonly stability: Stability;
}

/** The tuned model first, and the frontier model where the checker accepts nothing of it: out of the same samples. */
export interface Hybrid {
  readonly success: Rate;
  /** Tasks that come to the frontier model. */
  readonly passedOn: Rate;
  /** By calls alone; `undefined` where a price is not known. */
  readonly usdPerTask: number | undefined;
  readonly usdPerSuccess: number | undefined;
}

/** `never`: at no volume is the tuned model the cheaper. */
export type BreakEven = number | "never" | "unknown";

/** Each name is what is shown; `…-not-worse`: surely not worse, and nothing tells whether it is better. */
export type QualityVerdict =
  | "tuned-better"
  | "frontier-better"
  | "alike"
  | "tuned-not-worse"
  | "frontier-not-worse"
  | "unclear";

export interface Quality {
  readonly verdict: QualityVerdict;
  /** One sentence with the numbers behind it. */
  readonly reason: string;
  /**
   * Tasks that would decide in four cases of five, were the difference what is seen; `undefined` where that is decided,
   * or by no number that can be had.
   */
  readonly tasksThatDecide: number | undefined;
}

/** `unclear`: the interval holds both; `unknown`: there is no price, or no volume. */
export type CostVerdict = Side | "unclear" | "unknown";

export interface Costs {
  readonly verdict: CostVerdict;
  readonly reason: string;
  /** A month, whatever is asked. */
  readonly fixedUsd: number;
  readonly servingUsd: number;
  readonly trainingUsd: number;
  /** A month, at the volume; `undefined` without a volume or a price. */
  readonly frontierUsd: number | undefined;
  readonly tunedUsd: number | undefined;
  /** What the tuned model saves a month, with its interval at 95 %, from what was measured. */
  readonly saving: (Interval & { readonly usd: number }) | undefined;
  readonly breakEven: BreakEven;
  /** Until the training is paid off; `undefined` where it is free, never is, or nothing tells. */
  readonly paybackMonths: number | undefined;
  /** What a server would be at work in a month, one task after the other; `undefined` where nothing tells. */
  readonly serverHours: number | undefined;
}

/** What comes of one number, were it another. */
export interface Varied {
  readonly label: string;
  readonly breakEven: BreakEven;
  /** A month; `undefined` without a volume. */
  readonly savingUsd: number | undefined;
  /** `undefined` where both cost the same, or without a volume. */
  readonly cheaper: Side | undefined;
}

export interface Variation {
  readonly factor: string;
  readonly low: Varied;
  readonly high: Varied;
}

export interface Recommendation {
  readonly choice: Side | "undecided";
  /** One sentence. */
  readonly text: string;
  /** What it rests on, a sentence each. */
  readonly evidence: readonly string[];
  /** What would turn it round, or is taken for granted. */
  readonly conditions: readonly string[];
  /** What nothing here tells. */
  readonly missing: readonly string[];
}

export interface Decision {
  readonly recommendation: Recommendation;
  readonly assumptions: Assumptions;
  readonly measuredVolume: MeasuredVolume | undefined;
  readonly frontier: SideMeasures;
  readonly tuned: SideMeasures;
  readonly hybrid: Hybrid;
  readonly quality: Quality;
  readonly costs: Costs;
  readonly sensitivity: readonly Variation[];
  /** The frontier model is its baseline, the tuned one its candidate. */
  readonly comparison: Comparison;
}
