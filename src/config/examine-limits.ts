import { type Finding, fact } from "./finding.ts";
import type { Settings } from "./settings.ts";

/** What a run may use up, and how long it waits, by configuration. */
export function findLimits(settings: Settings): readonly Finding[] {
  const { requests_per_minute: requests, tokens_per_minute: tokens } = settings;
  const pace =
    requests === undefined && tokens === undefined
      ? "as fast as each provider allows; slower after it said so"
      : [
          ...(requests === undefined ? [] : [`${requests} requests`]),
          ...(tokens === undefined ? [] : [`${tokens} tokens`]),
        ]
          .join(" and ")
          .concat(" a minute for each provider");
  return [
    fact("limit", "pace", pace),
    fact(
      "limit",
      "retries",
      `${settings.max_retries}, with waits of at most ${seconds(settings.max_retry_wait_ms)}; after a broken stream: ${settings.broken_stream}`,
    ),
    fact(
      "limit",
      "circuit breaker",
      settings.circuit_failures === 0
        ? "off"
        : `after ${settings.circuit_failures} failures in a row a provider is left alone for ${seconds(settings.circuit_open_ms)}`,
    ),
    fact(
      "limit",
      "timeouts",
      `first sign of life ${seconds(settings.first_byte_timeout_ms)}, silence ${seconds(settings.idle_timeout_ms)}, a call ${seconds(settings.total_timeout_ms)}`,
    ),
    fact(
      "limit",
      "money",
      [
        `a command: ${dollars(settings.max_usd)}`,
        `a specification: ${dollars(settings.max_usd_per_task)}`,
        settings.spend_without_asking
          ? "paid calls are not asked about"
          : "paid calls are asked about",
      ].join(", "),
    ),
    fact(
      "limit",
      "a run",
      [
        `${settings.total_tokens ?? "any number of"} tokens`,
        settings.time_limit_ms === undefined ? "any time" : seconds(settings.time_limit_ms),
        settings.repairs === undefined
          ? "3 or 5 repairs, by its kind"
          : `${settings.repairs} repairs`,
      ].join(", "),
    ),
  ];
}

/** Which model is asked when, besides the first, by configuration. */
export function findChain(settings: Settings): readonly Finding[] {
  const { routes, fallback_models: fallbacks, escalation_models: stronger } = settings;
  return [
    fact(
      "chain",
      "routes",
      routes.length === 0
        ? "none: every task goes to the same model first"
        : routes
            .map(
              ({ name, model, max_task_tokens: most, share }) =>
                `${name}: ${model}${most === undefined ? "" : ` up to ${most} tokens`}${share === undefined ? "" : `, a share of runs up to ${share}`}`,
            )
            .join("; "),
    ),
    fact("chain", "when it fails", listOr(fallbacks, "nobody else is asked")),
    fact("chain", "when its attempts are rejected", listOr(stronger, "nobody stronger is asked")),
    fact(
      "chain",
      "when another model answers",
      settings.downgrade === "refuse" ? "the run fails" : "the result says so",
    ),
    ...(settings.provider_batches
      ? [fact("chain", "provider batches", "on: slower, at a lower price")]
      : []),
  ];
}

const listOr = (ids: readonly string[], none: string): string =>
  ids.length === 0 ? none : ids.join(", then ");

const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(1))} s`;
const dollars = (usd: number | undefined): string => (usd === undefined ? "no limit" : `$${usd}`);
