/** What a model takes and can do. */
export interface ModelCapabilities {
  /** Longest answer, reasoning included; `undefined` where it is not known. */
  readonly outputLimitTokens: number | undefined;
  readonly takesTemperature: boolean;
  readonly takesSeed: boolean;
  readonly takesStopTexts: boolean;
  /** Whether answers can be held to a JSON Schema. */
  readonly takesResponseSchema: boolean;
  /** Whether decoding can be held to a grammar. */
  readonly takesGrammar: boolean;
  readonly givesLogProbabilities: boolean;
  /** `marked`: beginnings of prompts are cached where break points say so; `automatic`: without being asked. */
  readonly promptCaching: "marked" | "automatic" | "none";
  /** Shortest beginning that is cached, in tokens; 0 where nothing is. */
  readonly promptCachingMinTokens: number;
  /** Whether it is also served through a batch interface at a lower price. */
  readonly hasBatches: boolean;
  /** Where this is from, with its date, e.g. `table of 2026-11-21`, `configuration`. */
  readonly source: string;
}

/** For models of which nothing else is known. */
export const PLAIN_CAPABILITIES: ModelCapabilities = {
  outputLimitTokens: undefined,
  takesTemperature: true,
  takesSeed: true,
  takesStopTexts: true,
  takesResponseSchema: false,
  takesGrammar: false,
  givesLogProbabilities: false,
  promptCaching: "none",
  promptCachingMinTokens: 0,
  hasBatches: false,
  source: "assumed",
};
