import type { JsonRecord } from "../../domain/json.ts";
import type { Report } from "./contract-rules.ts";
import { isOn, listAt, numberAt, recordsAt, textAt } from "./read-value.ts";

/** From any state. */
const ANY = "*";

interface Transition {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly trigger: string;
  readonly priority: number;
}

/** Every state that is named exists, every state can be reached, and no two transitions mean the same. */
export function checkStateMachine(machine: JsonRecord, key: string, report: Report): void {
  const states = recordsAt(machine, "states").map((state) => textAt(state, "state_name") ?? "");
  const known = new Set(states);
  const help = `States: ${[...known].join(", ")}`;
  const transitions = recordsAt(machine, "transitions").map(toTransition);
  const initial = textAt(machine, "initial_state");
  const tell = (path: readonly PropertyKey[], message: string, way: string = help): void =>
    report("CON011", [key, ...path], message, way);

  if (initial !== undefined && !known.has(initial)) {
    tell(["initial_state"], `The initial state "${initial}" is no state`);
  }
  for (const field of ["terminal_states", "error_states"]) {
    for (const [index, name] of listAt(machine, field).entries()) {
      if (typeof name === "string" && !known.has(name)) {
        tell([field, index], `"${name}" among ${field} is no state`);
      }
    }
  }
  for (const [index, { from, to, name }] of transitions.entries()) {
    if (from !== ANY && !known.has(from)) {
      tell(
        ["transitions", index, "from_state"],
        `"${name}" starts from "${from}", which is no state`,
      );
    }
    if (!known.has(to)) {
      tell(["transitions", index, "to_state"], `"${name}" leads to "${to}", which is no state`);
    }
  }
  checkDoubles(transitions, tell);
  checkEnds(machine, transitions, tell);
  checkReach({ key, states, initial, transitions }, report);
}

const toTransition = (said: JsonRecord): Transition => ({
  name: textAt(said, "transition_name") ?? "",
  from: textAt(said, "from_state") ?? "",
  to: textAt(said, "to_state") ?? "",
  trigger: textAt(said, "trigger") ?? "",
  priority: numberAt(said, "priority") ?? 0,
});

type Tell = (path: readonly PropertyKey[], message: string, way?: string) => void;

function checkDoubles(transitions: readonly Transition[], tell: Tell): void {
  const names = new Set<string>();
  const choices = new Set<string>();
  for (const [index, { name, from, trigger, priority }] of transitions.entries()) {
    const path = ["transitions", index, "transition_name"];
    if (names.has(name)) tell(path, `Two transitions are named "${name}"`, "Rename one of them");
    names.add(name);
    const choice = JSON.stringify([from, trigger, priority]);
    if (choices.has(choice)) {
      const message = `From "${from}", "${trigger}" means two transitions of the same priority`;
      tell(path, message, "Give one of them another priority");
    }
    choices.add(choice);
  }
}

/** A state that ends everything is not left, and needs no recovery. */
function checkEnds(machine: JsonRecord, transitions: readonly Transition[], tell: Tell): void {
  const ends = new Set(listAt(machine, "terminal_states"));
  for (const [index, state] of recordsAt(machine, "states").entries()) {
    if (!isOn(state, "is_terminal", false)) continue;
    ends.add(textAt(state, "state_name") ?? "");
    if (isOn(state, "is_recoverable", true)) {
      const message = "A terminal state is not recoverable";
      tell(["states", index], message, "Add is_recoverable: false");
    }
  }
  for (const [index, { name, from }] of transitions.entries()) {
    if (!ends.has(from)) continue;
    const message = `"${name}" leaves the terminal state "${from}"`;
    tell(
      ["transitions", index, "from_state"],
      message,
      "Take it out, or make the state not terminal",
    );
  }
}

function checkReach(
  machine: {
    readonly key: string;
    readonly states: readonly string[];
    readonly initial: string | undefined;
    readonly transitions: readonly Transition[];
  },
  report: Report,
): void {
  const { key, states, initial, transitions } = machine;
  if (initial === undefined || !states.includes(initial)) return;
  const reached = new Set([initial]);
  const next = new Map<string, string[]>();
  for (const { from, to } of transitions) next.set(from, [...(next.get(from) ?? []), to]);
  // A set is walked on while it grows.
  for (const state of reached) {
    for (const to of [...(next.get(state) ?? []), ...(next.get(ANY) ?? [])]) reached.add(to);
  }
  for (const [index, state] of states.entries()) {
    if (reached.has(state)) continue;
    const path = [key, "states", index, "state_name"];
    const help = "Add a transition to it, or take it out";
    report("CON011", path, `Nothing leads to the state "${state}"`, help, "warning");
  }
}
