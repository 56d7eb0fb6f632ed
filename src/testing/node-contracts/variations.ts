/** Good contracts of every kind, broken in one place each. */

import { EFFECT_VARIATIONS } from "./effect-variations.ts";
import { contractText, type Variation, vary } from "./vary.ts";

const compute = vary("compute");
const reducer = vary("reducer");
const orchestrator = vary("orchestrator");

export const VARIATIONS: readonly Variation[] = [
  ...(["effect", "compute", "reducer", "orchestrator"] as const).map((kind) => ({
    name: `${kind}: as it is`,
    kind,
    text: contractText(kind),
    errors: [],
    loaderDiffers: undefined,
  })),
  ...EFFECT_VARIATIONS,
  compute("no time limit", {
    from: /^performance:\n(?: .*\n)+/m,
    to: "",
    errors: ["CON009"],
  }),
  compute("no algorithm", { from: /^algorithm:\n(?: .*\n)+/m, to: "", errors: ["CON002"] }),
  compute("weights below 1", { from: "weight: 0.2", to: "weight: 0.1", errors: ["CON010"] }),
  compute("weights that nearly sum to 1", { from: "weight: 0.2", to: "weight: 0.205" }),
  compute("a weight above 1", {
    from: "weight: 0.8",
    to: "weight: 1.2",
    errors: ["CON010", "CON017"],
  }),
  compute("too many digits", {
    from: "precision_digits: 2",
    to: "precision_digits: 20",
    errors: ["CON017"],
  }),
  reducer("a first state that is none", {
    from: "initial_state: idle",
    to: "initial_state: nowhere",
    errors: ["CON011"],
  }),
  reducer("a last state that is none", {
    from: "terminal_states: [closed]",
    to: "terminal_states: [gone]",
    errors: ["CON011"],
  }),
  reducer("a transition to nowhere", {
    from: "to_state: closed",
    to: "to_state: nowhere",
    errors: ["CON011"],
  }),
  reducer("a transition out of the end", {
    from: "from_state: collecting, to_state: closed",
    to: "from_state: closed, to_state: collecting",
    errors: ["CON011"],
  }),
  reducer("a name of two transitions", {
    from: "transition_name: more",
    to: "transition_name: start",
    errors: ["CON011"],
  }),
  reducer("a trigger of two meanings", {
    from: "trigger: close",
    to: "trigger: collect",
    errors: ["CON011"],
  }),
  reducer("an end that is recoverable", {
    from: ", is_recoverable: false",
    to: "",
    errors: ["CON011"],
  }),
  reducer("a state that nothing leads to", {
    from: "  transitions:",
    to: "    - {version: {major: 1, minor: 0, patch: 0}, state_name: lost, state_type: operational, description: Lost}\n  transitions:",
  }),
  reducer("an unknown sum", {
    from: "aggregation_functions: [count, sum]",
    to: "aggregation_functions: [count, guess]",
    errors: ["CON017"],
  }),
  reducer("a window of nothing", {
    from: "window_size: 1000",
    to: "window_size: 0",
    errors: ["CON017"],
  }),
  orchestrator("no time limit", {
    from: "single_operation_max_ms: 30000",
    to: "memory_limit_mb: 100",
    errors: ["CON009"],
  }),
  orchestrator("an event that nothing handles", {
    from: /\n {4}handler_function: .*$/m,
    to: "",
    errors: ["CON015"],
  }),
  orchestrator("checkpoints too often", {
    from: "checkpoint_enabled: true",
    to: "checkpoint_enabled: true\n  checkpoint_interval_ms: 10",
    errors: ["CON017"],
  }),
  orchestrator("an algorithm", {
    from: /^tags:/m,
    to: "algorithm: {algorithm_type: a, factors: {}}\ntags:",
    errors: ["CON005"],
  }),
];
