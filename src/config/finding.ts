import { isFault } from "../domain/fault.ts";

/** What `doctor` looks at, in this order. */
export const AREAS = {
  machine: "Machine",
  language: "Languages",
  provider: "Providers",
  key: "Keys",
  model: "Models",
  capability: "What the model takes and can do",
  price: "Prices",
  limit: "Limits",
  chain: "Which model is asked when",
  constraint: "Constrained writing",
  cache: "Caches",
  log: "Audit log and telemetry",
} as const;

export type Area = keyof typeof AREAS;

/** One thing that `doctor` looked at. */
export interface Finding {
  readonly area: Area;
  readonly name: string;
  readonly isReady: boolean;
  /** Whether the main job cannot be done without it. */
  readonly isNeeded: boolean;
  readonly why: string;
  readonly help: string | undefined;
}

/** Something that is as it is, neither good nor bad. */
export const fact = (area: Area, name: string, why: string): Finding => ({
  area,
  name,
  isReady: true,
  isNeeded: false,
  why,
  help: undefined,
});

/** Something needed that a fault keeps away. */
export function failed(error: unknown, area: Area, name: string): Finding {
  if (!isFault(error)) throw error;
  return { area, name, isReady: false, isNeeded: true, why: error.message, help: error.help };
}
