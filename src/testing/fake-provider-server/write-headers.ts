import type { ReportedLimits } from "../../domain/model.ts";
import type { FakeAnswer } from "./answer.ts";

/** The headers that an answer tells: its own, what is left, how long to wait. */
export function writeHeaders(
  answer: Extract<FakeAnswer, { readonly headers?: unknown }>,
  isAnthropic: boolean,
): Readonly<Record<string, string>> {
  const { headers = {}, limits, retryAfter } = answer;
  // To the second, as HTTP has it.
  const now = Math.floor(Date.now() / 1000) * 1000;
  return {
    ...(limits === undefined && retryAfter === undefined ? {} : { date: toHttp(now) }),
    ...(limits === undefined ? {} : (isAnthropic ? writeAnthropic : writeOpenAI)(limits, now)),
    ...(retryAfter === undefined ? {} : writeRetryAfter(retryAfter, now)),
    ...headers,
  };
}

const toHttp = (ms: number): string => new Date(ms).toUTCString();

function writeRetryAfter(
  { ms, as }: { readonly ms: number; readonly as: "seconds" | "ms" | "date" },
  now: number,
): Readonly<Record<string, string>> {
  switch (as) {
    case "seconds":
      return { "retry-after": String(ms / 1000) };
    case "ms":
      return { "retry-after-ms": String(ms) };
    case "date":
      return { "retry-after": toHttp(now + ms) };
  }
}

const writeAnthropic = (limits: ReportedLimits, now: number): Readonly<Record<string, string>> =>
  write(limits, (what, { limit, remaining, resetsInMs }) => ({
    [`anthropic-ratelimit-${what}-limit`]: limit,
    [`anthropic-ratelimit-${what}-remaining`]: remaining,
    [`anthropic-ratelimit-${what}-reset`]:
      resetsInMs === undefined ? undefined : new Date(now + resetsInMs).toISOString(),
  }));

const writeOpenAI = (limits: ReportedLimits): Readonly<Record<string, string>> =>
  write(limits, (what, { limit, remaining, resetsInMs }) => ({
    [`x-ratelimit-limit-${what}`]: limit,
    [`x-ratelimit-remaining-${what}`]: remaining,
    [`x-ratelimit-reset-${what}`]: resetsInMs === undefined ? undefined : `${resetsInMs}ms`,
  }));

type Limit = NonNullable<ReportedLimits["requests"]>;

const write = (
  limits: ReportedLimits,
  one: (what: string, limit: Limit) => Readonly<Record<string, string | number | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (["requests", "tokens"] as const)
      .flatMap((what) => Object.entries(limits[what] === undefined ? {} : one(what, limits[what])))
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
