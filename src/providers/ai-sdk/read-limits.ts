import type { ReportedLimit, ReportedLimits } from "../../domain/model.ts";

type Headers = Readonly<Record<string, string>>;

/**
 * What is left until when, from a response's headers (names in lower case); `undefined` where they say nothing.
 *
 * @see https://platform.claude.com/docs/en/api/rate-limits#response-headers
 * @see https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers
 */
export function readLimits(headers: Headers): ReportedLimits | undefined {
  const requests = readAnthropic(headers, "requests") ?? readOpenAI(headers, "requests");
  const tokens =
    readAnthropic(headers, "tokens") ??
    tighter(readAnthropic(headers, "input-tokens"), readAnthropic(headers, "output-tokens")) ??
    readOpenAI(headers, "tokens");
  return requests === undefined && tokens === undefined ? undefined : { requests, tokens };
}

const readAnthropic = (headers: Headers, what: string): ReportedLimit | undefined => {
  const of = (field: string) => headers[`anthropic-ratelimit-${what}-${field}`];
  // A date counts from the server's own clock, which may differ from ours.
  const wait = Date.parse(of("reset") ?? "") - Date.parse(headers["date"] ?? "");
  return toLimit(of("limit"), of("remaining"), Number.isNaN(wait) ? undefined : Math.max(0, wait));
};

const readOpenAI = (headers: Headers, what: string): ReportedLimit | undefined => {
  const of = (field: string) => headers[`x-ratelimit-${field}-${what}`];
  return toLimit(of("limit"), of("remaining"), readDuration(of("reset")));
};

const tighter = (
  a: ReportedLimit | undefined,
  b: ReportedLimit | undefined,
): ReportedLimit | undefined =>
  a === undefined || b === undefined ? (a ?? b) : a.remaining <= b.remaining ? a : b;

const MINUTE_MS = 60_000;

function toLimit(
  limitText: string | undefined,
  remainingText: string | undefined,
  resetsInMs: number | undefined,
): ReportedLimit | undefined {
  const remaining = readCount(remainingText);
  if (remaining === undefined) return undefined;
  // What takes longer than a minute to be full again is a limit on hours or days.
  const isPerMinute = resetsInMs === undefined || resetsInMs <= MINUTE_MS;
  return { limit: isPerMinute ? readCount(limitText) : undefined, remaining, resetsInMs };
}

const readCount = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined;

const UNITS_MS: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000_001,
};

/** `6m0s`, `1.5s`, `20ms`, or seconds alone → ms. @see https://pkg.go.dev/time#ParseDuration */
function readDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  // More seconds than a year has are a date in disguise.
  if (/^\d{1,7}(?:\.\d{1,9})?$/.test(text)) return Number(text) * 1000;
  if (!/^(?:\d{1,9}(?:\.\d{1,9})?(?:ns|us|µs|ms|[dhms]))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/([\d.]+)(ns|us|µs|ms|[dhms])/g)];
  return Math.ceil(
    parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * (UNITS_MS[unit] ?? 0), 0),
  );
}
