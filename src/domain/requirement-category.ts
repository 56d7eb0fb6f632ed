/** What a wish may be about, besides the work itself: eight kinds of need, each with the words that tell of it. */

export const REQUIREMENT_CATEGORIES = {
  database: {
    keywords: [
      ...["database", "postgres", "postgresql", "mysql", "sqlite", "sql", "table", "row", "upsert"],
      ...["query", "queries", "record store", "schema"],
    ],
    operations: [
      "insert",
      "upsert",
      "update",
      "delete",
      "select",
      "query",
      "db",
      "persist",
      "save",
    ],
  },
  api: {
    keywords: ["api", "http", "https", "rest", "endpoint", "webhook", "graphql", "web service"],
    operations: ["fetch", "request", "call", "post", "get", "http", "api"],
  },
  kafka: {
    keywords: [
      ...["kafka", "redpanda", "topic", "topics", "broker", "message queue"],
      ...["consumer", "producer", "dead letter"],
    ],
    operations: ["publish", "consume", "produce", "emit", "subscribe", "dispatch"],
  },
  security: {
    keywords: [
      ...["secret", "password", "token", "encrypt", "encryption", "auth", "authentication", "gdpr"],
      ...["authorisation", "authorization", "permission", "pii", "credential", "credentials"],
    ],
    operations: [
      "authenticate",
      "authorise",
      "authorize",
      "encrypt",
      "decrypt",
      "redact",
      "verify",
    ],
  },
  observability: {
    keywords: [
      ...[
        "metric",
        "metrics",
        "logging",
        "trace",
        "tracing",
        "audit",
        "monitoring",
        "health check",
      ],
      ...["observability", "telemetry", "alert"],
    ],
    operations: ["log", "trace", "measure", "audit", "monitor", "report"],
  },
  resilience: {
    keywords: [
      ...["retry", "retries", "timeout", "circuit breaker", "fallback", "resilient", "rollback"],
      ...["compensate", "compensates", "failover", "idempotent", "transaction"],
    ],
    operations: ["retry", "rollback", "compensate", "recover", "restore"],
  },
  caching: {
    keywords: ["cache", "cached", "caching", "memoise", "memoize", "ttl", "invalidate"],
    operations: ["cache", "invalidate", "evict", "warm"],
  },
  performance: {
    keywords: [
      ...["latency", "throughput", "concurrent", "parallel", "batch", "bulk", "fast", "streaming"],
      ...["high volume", "real time"],
    ],
    operations: ["batch", "bulk", "stream", "parallelise", "parallelize"],
  },
} as const;

export type RequirementCategory = keyof typeof REQUIREMENT_CATEGORIES;

export const CATEGORY_NAMES = Object.keys(REQUIREMENT_CATEGORIES) as readonly RequirementCategory[];

/** How many of `words` stand in `text` as whole words, whatever their case. */
export function countWords(text: string, words: readonly string[]): number {
  const said = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `;
  return words.filter((word) => said.includes(` ${word} `)).length;
}

/** The categories that a text tells of, in the order of the list above. */
export const categoriesIn = (text: string): readonly RequirementCategory[] =>
  CATEGORY_NAMES.filter(
    (category) => countWords(text, REQUIREMENT_CATEGORIES[category].keywords) > 0,
  );
