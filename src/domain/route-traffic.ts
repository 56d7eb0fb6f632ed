/** A part of the traffic that goes to another model, and what became of it. */

/** Which side of a route's share a run came down on. It stays there through its repairs. */
export interface RouteChoice {
  /** Name of the route. */
  readonly route: string;
  /** Whether its model was chosen; else the run was kept back for the base, which it is measured against. */
  readonly isTaken: boolean;
  /** The share of runs that it had then, from 0 to 1. */
  readonly share: number;
  /** `false` for a run whose answer came together with others': their fates hang together, so only one of them counts. */
  readonly isCounted: boolean;
}

/** Runs that the checker judged by the model's own attempts. */
export interface RunCount {
  readonly runs: number;
  readonly accepted: number;
}

/** Side by side: runs that a route took, and those that it kept back for the base. */
export interface BothSides {
  readonly route: RunCount;
  readonly base: RunCount;
}

/**
 * What is known of the two sides since the route began or was last lowered. Bets are told as what each of them is worth:
 * see `src/model-access/routing/route-evidence.ts`.
 */
export interface RouteEvidence {
  readonly runs: BothSides;
  /** Runs since both sides last had one: not compared yet. */
  readonly open: BothSides;
  /** Bets that the route's model is as good as the base, but for the margin. */
  readonly asGood: readonly number[];
  /** Bets that it is worse than that, since any moment. */
  readonly worse: readonly number[];
}

export interface ShareChange {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly from: number;
  readonly to: number;
  /** One sentence. */
  readonly why: string;
}

/** What is remembered of a route: one for each pair of models that it was used between. */
export interface RouteState {
  readonly route: string;
  /** `provider/model`, of the route and of what it is measured against. */
  readonly model: string;
  readonly base: string;
  /** Of the runs that fit it, from 0 to 1. */
  readonly share: number;
  /** How often it was lowered. */
  readonly retreats: number;
  /** Runs at this share, and in all. */
  readonly here: BothSides;
  readonly all: BothSides;
  readonly evidence: RouteEvidence;
  readonly lastChange: ShareChange | undefined;
  /** Ids of the runs that were counted last: none counts twice. */
  readonly lately: readonly string[];
}

/** How a route's share rises by itself. */
export interface RampPlan {
  /** Shares, rising; the last is the full one. */
  readonly steps: readonly number[];
  /** Judged runs of the route's model that each step takes at least. */
  readonly runs: number;
  /** By how much its success rate may be below the base's, from 0 to 1. */
  readonly margin: number;
  /** How likely a route that is good enough may ever be lowered, or one that is not be raised. */
  readonly alpha: number;
}
