/** How each pattern is recognised, by the name in its id. */

import { DATA } from "./data.ts";
import { INTEGRATION } from "./integration.ts";
import { OBSERVABILITY } from "./observability.ts";
import { PERFORMANCE } from "./performance.ts";
import type { Recogniser } from "./recogniser.ts";
import { RESILIENCE } from "./resilience.ts";
import { SECURITY } from "./security.ts";

export const RECOGNISERS: ReadonlyMap<string, Recogniser> = new Map(
  [RESILIENCE, OBSERVABILITY, SECURITY, PERFORMANCE, INTEGRATION, DATA].flatMap(Object.entries),
);

/** The evidence of a pattern, by its id: `retry_backoff` of `resilience_retry_backoff_v1`. */
export const evidenceId = (patternId: string): string =>
  patternId.replace(/^[a-z]+_/, "").replace(/_v\d+$/, "");
