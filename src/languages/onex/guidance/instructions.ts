import type { NodeKind } from "../../../domain/node-contract.ts";

const FOR_ALL = [
  "Write every file that is asked for, whole, each in a fence of its own under its name.",
  "The node is a thin shell: construct it with the container, and let the handler own the logic.",
  "Models are pydantic, frozen, with extra fields forbidden and bounds on sizes.",
  "Give each public class and function one plain sentence as its docstring.",
];

/** How an answer for each kind of node is to look. */
export const INSTRUCTIONS: Readonly<Record<NodeKind, readonly string[]>> = {
  effect: [
    ...FOR_ALL,
    "Reach the outside world only through a Protocol that the handler's constructor takes.",
    "Each await on the outside world has a limit in time; each outcome is logged once, with data.",
  ],
  compute: [
    ...FOR_ALL,
    "The handler is pure: no input or output, no clock, no randomness, no log.",
  ],
  reducer: [
    ...FOR_ALL,
    "The handler is a pure fold: state and event in, new state and intents out; it ignores doubles.",
  ],
  orchestrator: [
    ...FOR_ALL,
    "Plan steps and emit actions; return no result of the trade, and touch nothing outside.",
    "There is no handler file: the methods that the contract names for its events are the node's own.",
  ],
};
