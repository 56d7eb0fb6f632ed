/** What each string of the grammar may say, by its role and where the text stands. */

import { lastSegment } from "../../semantics/declarations.ts";
import { STEP_KINDS, type StepKind } from "../../tables/kinds.ts";
import { everyType, possibleCases } from "./cases.ts";
import type { TokenPart } from "./follow.ts";
import {
  allowedEffects,
  buildableTypes,
  isInTest,
  isKnownType,
  possibleCallees,
  possibleFields,
  possibleOperations,
  reachConditions,
  reachFields,
  reachLists,
  reachRecords,
  remainingArguments,
  returnableTypes,
  takesPaths,
  typeContinuations,
  wantedNow,
} from "./known-names.ts";
import type { Place, StepPlace } from "./place.ts";
import type { Setting } from "./setting.ts";
import { free, listed, type Slot } from "./slot.ts";
import { snippetIds } from "./snippet-ids.ts";
import { columnsOf, databasesOf, findDatabase } from "./tables.ts";
import { canGive, reach, wantedReturn } from "./values.ts";
import type { Visible } from "./visible.ts";

const ANY_NAME = free();

const NO_SUCH_NAME = listed([]);

type StringPart = Extract<TokenPart, { readonly kind: "string" | "name" }>;

/** What `part` may say at `place`. */
export function slotOf(part: StringPart, place: Place, setting: Setting): Slot {
  const step = place.step;
  switch (part.role) {
    case "fixed":
      return listed(part.values ?? []);
    case "kind":
      return listed((part.values ?? []).filter((kind) => isPossibleKind(kind, place, setting)));
    case "covers":
      return listed((part.values ?? []).filter((id) => !place.covered.has(id)));
    case "snippet-id":
      return snippetIds(part, place, setting);
    case "own-name":
      return listed([lastSegment(place.snippetId)]);
    case "own-parameter":
      return notTaken(place.parameters);
    case "type":
    case "member-type":
      return typeSlot(part.role === "type" ? NO_NAMES : place.members, place, setting);
    case "step-id":
      return notTaken(place.stepIds);
    case "name":
    case "text":
      return ANY_NAME;
    case "dialect":
      return listed(setting.shape.dialects);
    default:
      break;
  }
  if (step === undefined) return ANY_NAME;
  const visible = step.here();
  return visible === undefined ? ANY_NAME : stepSlot(part, place, { step, visible });
}

interface InStep {
  readonly step: StepPlace;
  readonly visible: Visible;
}

function stepSlot(part: StringPart, place: Place, { step, visible }: InStep): Slot {
  switch (part.role) {
    case "binding": {
      const after = step.after?.() ?? visible;
      return notTaken(takenIn(after), "_");
    }
    case "pattern-binding":
      return notTaken(new Set([...takenIn(visible), ...step.bindings]), "_");
    case "loop-variable":
      return notTaken(takenIn(visible));
    case "operation":
      return listed(inBoth(part.values, possibleOperations(step, visible)));
    case "callee":
      return listed(possibleCallees(place, visible));
    case "argument":
      return listed(remainingArguments(step, visible));
    case "variable": {
      const { names, open } = reach(visible, wantedNow(step, visible), takesPaths(step));
      return listed(
        names,
        open.map((name) => `${name}.`),
      );
    }
    case "record-field": {
      const { names, open } = reachFields(step, visible);
      return open.length > 0 ? free(undefined) : listed(names);
    }
    case "record":
      return listed(reachRecords(step, visible));
    case "condition": {
      const { names, open } = reachConditions(visible);
      return listed(
        names,
        open.map((name) => `${name}.`),
      );
    }
    case "matched":
      return listed(reach(visible, () => true, false).names);
    case "loop-list":
      return listed(reachLists(visible));
    case "case-type":
      return listed(possibleCases(step, visible));
    case "handled-type":
      return listed(everyType(visible));
    case "built-type":
      return listed(buildableTypes(visible));
    case "returned-struct":
      return listed(returnableTypes(visible).filter((type) => !type.includes("::")));
    case "returned-variant":
      return listed(returnableTypes(visible).filter((type) => type.includes("::")));
    case "set-field":
      return fieldSlot(step, visible);
    case "query-target":
      return targets(place, step, visible);
    case "table":
      return tables(step, visible);
    case "whole-table":
      return wholeTables(visible);
    case "column": {
      const columns = columnsOf(visible.program, step.table ?? "");
      return columns === undefined ? ANY_NAME : listed(columns);
    }
    case "parameter":
      return step.wanted.includes("") ? ANY_NAME : listed([...new Set(step.wanted)]);
    default:
      return NO_SUCH_NAME;
  }
}

const inBoth = (
  some: readonly string[] | undefined,
  others: readonly string[],
): readonly string[] => {
  const known = new Set(others);
  return (some ?? []).filter((each) => known.has(each));
};

const notTaken = (taken: ReadonlySet<string>, besides?: string): Slot =>
  free((whole) => {
    if (whole === "") return "a name is wanted here";
    return whole !== besides && taken.has(whole) ? `"${whole}" is taken already` : undefined;
  });

/** Names that are bound already; those that the reference alone knows count too. */
const takenIn = (visible: Visible): ReadonlySet<string> =>
  new Set([...(visible.variables?.keys() ?? [])]);

function fieldSlot(step: StepPlace, visible: Visible): Slot {
  const fields = possibleFields(step, visible);
  return fields === undefined ? ANY_NAME : listed(fields);
}

function targets(place: Place, step: StepPlace, visible: Visible): Slot {
  const effects = allowedEffects(place, visible);
  const hasDatabase = effects === undefined || effects.has("database");
  const own = databasesOf(visible.program).map(({ id }) => id);
  const project = step.dialect === undefined ? ["project"] : [];
  if (!hasDatabase) return listed(project);
  return own.length === 0 ? ANY_NAME : listed([...own, ...project]);
}

function tables(step: StepPlace, visible: Visible): Slot {
  const database = findDatabase(visible.program, step.table ?? "");
  return database === undefined || database.tables.size === 0
    ? ANY_NAME
    : listed([...database.tables.keys()]);
}

function wholeTables({ program }: Visible): Slot {
  const databases = databasesOf(program);
  const all = databases.flatMap(({ id, tables: known }) =>
    [...known.keys()].flatMap((table) => [`${id}.${table}`, table]),
  );
  return all.length === 0 ? ANY_NAME : listed(all);
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** A name like this may go on. */
const TAKES_TYPES: ReadonlySet<string> = new Set(["List", "Set", "Optional", "Map"]);

function typeSlot(members: ReadonlySet<string>, place: Place, setting: Setting): Slot {
  const declared = setting.typesIn(place);
  // Of a definition that is still to come only the name is known.
  const promised = new Set(
    setting.definitions.filter(({ kind }) => kind !== "fn").map(({ id }) => lastSegment(id)),
  );
  const types = {
    names: () => [...declared.names(), ...promised],
    isDeclared: (name: string) => declared.isDeclared(name) || promised.has(name),
  };
  return free(
    (whole) => {
      if (!isKnownType(whole, types)) return `"${whole}" is no type that is declared here`;
      const isMember = members.has(whole.replaceAll(/\s+/g, ""));
      return isMember ? `the union has the member "${whole}" already` : undefined;
    },
    (partial) =>
      typeContinuations(partial, types).filter((rest) => {
        const name = partial + rest;
        return !members.has(name) || TAKES_TYPES.has(name);
      }),
  );
}

/** Whether a step of this kind can be written to its end here. */
function isPossibleKind(kind: string, place: Place, setting: Setting): boolean {
  const isStepKind = STEP_KINDS.some((known) => known === kind);
  const { step } = place;
  if (!isStepKind || step === undefined) return isPossibleSnippet(kind, place, setting);
  const visible = step.here();
  return visible === undefined || canBegin(kind as StepKind, place, visible);
}

function isPossibleSnippet(kind: string, { snippetId }: Place, { definitions }: Setting): boolean {
  const definition = definitions.find(({ id }) => id === snippetId);
  return definition === undefined || definition.kind === kind;
}

function canBegin(kind: StepKind, place: Place, visible: Visible): boolean {
  switch (kind) {
    case "call":
      return possibleCallees(place, visible).length > 0;
    case "return":
      return (
        !isInTest(place.blocks) &&
        (canGive(visible, wantedReturn(visible), { hasFields: false }) ||
          returnableTypes(visible).length > 0)
      );
    case "if": {
      const { names, open } = reachConditions(visible);
      return names.length + open.length > 0;
    }
    case "match":
      return reach(visible, () => true, false).names.length > 0;
    case "for":
      return reachLists(visible).length > 0;
    case "insert":
    case "update":
    case "delete":
    case "transaction":
      return allowedEffects(place, visible)?.has("database") !== false;
    default:
      return true;
  }
}
