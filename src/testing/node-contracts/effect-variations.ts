import { type Variation, vary } from "./vary.ts";

const effect = vary("effect");

const OWN_RULE = "the loader takes any text; the path could lead nowhere";

/** Contracts of effects, broken in one place each. */
export const EFFECT_VARIATIONS: readonly Variation[] = [
  effect("no name", { from: /^name:.*\n/m, to: "", errors: ["CON002"] }),
  effect("an empty name", { from: /^name:.*$/m, to: 'name: ""', errors: ["CON017"] }),
  effect("a number as name", { from: /^name:.*$/m, to: "name: 5", errors: ["CON017"] }),
  effect("no description", { from: /^description:.*\n/m, to: "", errors: ["CON002"] }),
  effect("no input model", { from: /^input_model:.*\n/m, to: "", errors: ["CON002"] }),
  effect("no output model", { from: /^output_model:.*\n/m, to: "", errors: ["CON002"] }),
  effect("no version", { from: /^contract_version:.*\n/m, to: "", errors: ["CON002"] }),
  effect("a version as text", {
    from: /^contract_version:.*$/m,
    to: 'contract_version: "1.0.0"',
    errors: ["CON003"],
  }),
  effect("a version without patch", {
    from: /^contract_version:.*$/m,
    to: "contract_version: {major: 1, minor: 0}",
    errors: ["CON003"],
  }),
  effect("a negative version", {
    from: /^contract_version:.*$/m,
    to: "contract_version: {major: 1, minor: -1, patch: 0}",
    errors: ["CON003"],
  }),
  effect("no kind", { from: /^node_type:.*\n/m, to: "", errors: ["CON002"] }),
  effect("a kind in lower case", {
    from: /^node_type:.*$/m,
    to: "node_type: effect",
    errors: ["CON004"],
  }),
  effect("another kind", { from: /^node_type:.*$/m, to: "node_type: GATEWAY", errors: ["CON004"] }),
  effect("the long form of the kind", {
    from: /^node_type:.*$/m,
    to: "node_type: EFFECT_GENERIC",
  }),
  effect("the key version", { from: /^tags:/m, to: "version: 1\ntags:", errors: ["CON005"] }),
  effect("the key descriptor", {
    from: /^tags:/m,
    to: "descriptor: {purity: pure}\ntags:",
    errors: ["CON005"],
  }),
  effect("the key capabilities", {
    from: /^tags:/m,
    to: "capabilities: [a]\ntags:",
    errors: ["CON005"],
  }),
  effect("the key subcontracts", {
    from: /^tags:/m,
    to: "subcontracts: []\ntags:",
    errors: ["CON005"],
  }),
  effect("a misspelt key", { from: /^tags:/m, to: "tegs:", errors: ["CON005"] }),
  effect("a key of another kind", {
    from: /^tags:/m,
    to: "deterministic_execution: true\ntags:",
    errors: ["CON005"],
  }),
  effect("an unknown key in an open block", {
    from: "  isolation_level: read_committed",
    to: "  isolation_levle: read_committed",
  }),
  effect("no operations", {
    from: /^io_operations:\n(?: .*\n)+/m,
    to: "",
    errors: ["CON006"],
  }),
  effect("an empty list of operations", {
    from: /^io_operations:\n(?: .*\n)+/m,
    to: "io_operations: []\n",
    errors: ["CON006"],
  }),
  effect("an operation without type", {
    from: "  - operation_type: db_upsert\n    atomic: true",
    to: "  - atomic: true",
    errors: ["CON002"],
  }),
  effect("no atomic operation", { from: "atomic: true", to: "atomic: false", errors: ["CON007"] }),
  effect("no atomic operation, and no word about transactions", {
    from: /atomic: true([\s\S]*?)transaction_management:\n(?: .*\n)+/,
    to: "atomic: false\n    timeout_seconds: 5\n",
    errors: ["CON007"],
  }),
  effect("transactions off, and no atomic operation", {
    from: /atomic: true([\s\S]*?)enabled: true\n {2}isolation/,
    to: "atomic: false\ntransaction_management:\n  enabled: off\n  isolation",
  }),
  effect("a circuit that never opens", {
    from: "circuit_breaker_threshold: 3",
    to: "circuit_breaker_threshold: 4",
    errors: ["CON008"],
  }),
  effect("fewer attempts than the threshold that nobody says", {
    from: /max_attempts: 3([\s\S]*?)circuit_breaker_threshold: 3/,
    to: "max_attempts: 2",
    errors: ["CON008"],
  }),
  effect("a query longer than its operation", {
    from: "database_query_timeout_ms: 5000",
    to: "database_query_timeout_ms: 20000",
    errors: ["CON012"],
  }),
  effect("a query that is too short", {
    from: "database_query_timeout_ms: 5000",
    to: "database_query_timeout_ms: 99",
    errors: ["CON017"],
  }),
  effect("a longest delay below the first", {
    from: "max_delay_ms: 2000",
    to: "max_delay_ms: 100",
    errors: ["CON017"],
  }),
  effect("an unknown backoff", {
    from: "backoff_strategy: exponential",
    to: "backoff_strategy: quadratic",
    errors: ["CON017"],
  }),
  effect("attempts in words", {
    from: "max_attempts: 3",
    to: "max_attempts: three",
    errors: ["CON017"],
  }),
  effect("attempts in quotes", { from: "max_attempts: 3", to: 'max_attempts: "3"' }),
  effect("a switch of neither way", {
    from: "jitter_enabled: true",
    to: "jitter_enabled: maybe",
    errors: ["CON017"],
  }),
  effect("a switch in words", { from: "jitter_enabled: true", to: "jitter_enabled: yes" }),
  effect("tags as text", { from: /^tags:.*$/m, to: "tags: orders", errors: ["CON017"] }),
  effect("events without a first", {
    from: /primary_events: .*$/m,
    to: "primary_events: []",
    errors: ["CON017"],
  }),
  effect("a routing strategy that nobody knows", {
    from: /^handler_routing:\n/m,
    to: "handler_routing:\n  routing_strategy: guess\n",
    errors: ["CON017"],
  }),
  effect("a tool without its class", {
    from: /^tags:/m,
    to: "tool_specification: {tool_name: a}\ntags:",
    errors: ["CON002"],
  }),
  effect("a dependency that counts as a protocol", {
    from: /^tags:/m,
    to: "dependencies: [{name: order_store}]\ntags:",
    errors: ["CON017"],
  }),
  effect("a dependency that is a service", {
    from: /^tags:/m,
    to: "dependencies: [{name: order_store, type: service}]\ntags:",
  }),
  effect("a key twice", {
    from: /^tags:/m,
    to: "description: Again.\ntags:",
    errors: ["CON001"],
    loaderDiffers: "the loader silently takes the last of them",
  }),
  effect("a bracket that never closes", {
    from: /^tags:.*$/m,
    to: "tags: [orders",
    errors: ["CON001"],
  }),
  effect("an input model that is no class", {
    from: /^input_model:.*$/m,
    to: "input_model: dict",
    errors: ["CON013"],
    loaderDiffers: OWN_RULE,
  }),
  effect("a handler without module", {
    from: /default_handler:.*$/m,
    to: "default_handler: HandlerOrderRecordWriter",
  }),
  effect("a threshold above the attempts that nobody says", {
    from: /  max_attempts: 3\n([\s\S]*?)circuit_breaker_threshold: 3/,
    to: "  circuit_breaker_threshold: 4",
    errors: ["CON008"],
  }),
  effect("a threshold within the attempts that nobody says", {
    from: "  max_attempts: 3\n",
    to: "",
  }),
];
