/** The scorers, in the order in which their scores stand in results: one line each. */

import type { Scorer } from "../../ports/scorer.ts";
import { conformanceScorer } from "./conformance-scorer.ts";
import { hiddenExamplesScorer } from "./hidden-examples-scorer.ts";
import { verdictScorer } from "./verdict-scorer.ts";

export const SCORERS: readonly Scorer[] = [verdictScorer, hiddenExamplesScorer, conformanceScorer];
