export interface Limits {
  readonly low: number;
  readonly high: number;
}

const LEAST = -40;
const MOST = 85;

export function sensorLimits(settings: Readonly<Record<string, string | undefined>>): Limits {
  const stray = Object.keys(settings).find((name) => name !== "low" && name !== "high");
  if (stray !== undefined) throw new TypeError(`there is no setting "${stray}"`);
  const low = readNumber("low", settings["low"], LEAST);
  const high = readNumber("high", settings["high"], MOST);
  if (low < LEAST || high > MOST || low >= high) throw new RangeError("limits out of bounds");
  return { low, high };
}

function readNumber(name: string, text: string | undefined, fallback: number): number {
  const trimmed = text?.trim() ?? "";
  if (trimmed === "") return fallback;
  if (!/^-?\d+(?:\.\d+)?$/.test(trimmed)) throw new TypeError(`${name} is no number: ${trimmed}`);
  return Number(trimmed);
}
