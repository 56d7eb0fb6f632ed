import type { TokenPart } from "./follow.ts";
import type { Place } from "./place.ts";
import type { Setting } from "./setting.ts";
import { free, listed, type Slot } from "./slot.ts";

type StringPart = Extract<TokenPart, { readonly kind: "string" | "name" }>;

/** Ids of further snippets: those that must be defined, and any new ones of the module. */
export function snippetIds(part: StringPart, place: Place, { shape, definitions }: Setting): Slot {
  const { snippets } = place.done.program;
  const taken = new Set(snippets.map(({ id }) => id.text));
  if (part.values?.includes(shape.functionId) === true) {
    const isReady = definitions.every(({ id }) => taken.has(id));
    return listed(isReady ? [shape.functionId] : []);
  }
  if (part.values !== undefined) return listed(part.values.filter((id) => !taken.has(id)));
  const wanted = part.kind === "string" && part.shape === "type-id" ? TYPE_ID : FUNCTION_ID;
  const isFull = snippets.length >= MOST_SNIPPETS;
  const pending = definitions
    .filter(({ id, kind }) => !taken.has(id) && wanted.kinds.includes(kind))
    .map(({ id }) => id);
  if (isFull) return listed(pending);
  const refuse = (whole: string): string | undefined => {
    if (taken.has(whole) || whole === shape.functionId) return `"${whole}" is taken already`;
    if (!whole.startsWith(`${shape.module}.`)) return `ids begin with "${shape.module}."`;
    const name = whole.slice(shape.module.length + 1);
    return wanted.pattern.test(name) ? undefined : `"${name}" is no name for this kind of snippet`;
  };
  const head = `${shape.module}.`;
  const goesOn = (partial: string): readonly string[] =>
    head.startsWith(partial) || partial.startsWith(head) ? [head.slice(partial.length)] : [];
  return free(refuse, goesOn, pending);
}

/** The given ones too: a weak model could go on for ever. */
const MOST_SNIPPETS = 40;

const FUNCTION_ID = { pattern: /^[a-z_]\w*$/, kinds: ["fn"] };
const TYPE_ID = { pattern: /^[A-Z]\w*$/, kinds: ["struct", "enum"] };
