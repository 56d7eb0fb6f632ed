import type { ContextItem, ContextKind, OmittedItem, SectionId } from "../../domain/context.ts";

/** Room for the markers around one text that others wrote, with its path in them. */
const MARKER_TOKENS = 80;
/** Room for the line breaks and the bullet of one item. */
const ITEM_TOKENS = 4;

const FENCED: ReadonlySet<ContextKind> = new Set(["file", "structure", "reference"]);
/** Their frame is part of every prompt. */
const FRAMED: ReadonlySet<ContextKind> = new Set([
  "briefing",
  "specification",
  "declaration",
  "example",
]);

/** What an item takes up in the prompt, its frame included. */
export const costOf = ({ kind, tokens }: Pick<ContextItem, "kind" | "tokens">): number =>
  tokens + (FENCED.has(kind) ? MARKER_TOKENS : FRAMED.has(kind) ? 0 : ITEM_TOKENS);

/** What is left to give away. */
export interface Room {
  /** Of all sections together. */
  readonly free: number;
  readonly sections: Readonly<Record<SectionId, number>>;
}

interface Fitted {
  readonly items: readonly ContextItem[];
  readonly omitted: readonly OmittedItem[];
  readonly room: Room;
}

/** Less than this is no use to a reader. */
const LEAST_CUT_TOKENS = 60;

export interface FitItemsOptions {
  readonly count: (text: string) => number;
  /**
   * The item's text in at most so many tokens; `undefined` where it cannot be cut. Only asked where not one item fits
   * whole. @default nothing is cut
   */
  readonly cut?:
    | ((item: ContextItem, maxTokens: number) => Promise<string | undefined>)
    | undefined;
}

/**
 * Gives room to items of one section, in their order: each whole or not at all. Where none fits, the first is cut, so
 * that something is shown.
 */
export async function fitItems(
  wanted: readonly ContextItem[],
  room: Room,
  { count, cut }: FitItemsOptions,
): Promise<Fitted> {
  const items: ContextItem[] = [];
  const left: ContextItem[] = [];
  let now = room;
  for (const item of wanted) {
    if (costOf(item) <= roomFor(item, now)) {
      items.push(item);
      now = take(now, item);
    } else left.push(item);
  }
  const [first, ...others] = left;
  if (items.length === 0 && first !== undefined && cut !== undefined) {
    const shortened = await shorten(first, roomFor(first, now), { count, cut });
    if (shortened !== undefined) {
      const omitted = others.map((item) => omit(item, room));
      return { items: [shortened], omitted, room: take(now, shortened) };
    }
  }
  return { items, omitted: left.map((item) => omit(item, room)), room: now };
}

const roomFor = ({ section }: ContextItem, { free, sections }: Room): number =>
  Math.min(free, sections[section]);

function take({ free, sections }: Room, item: ContextItem): Room {
  const cost = costOf(item);
  return {
    free: free - cost,
    sections: { ...sections, [item.section]: sections[item.section] - cost },
  };
}

async function shorten(
  item: ContextItem,
  maxCost: number,
  { count, cut }: Required<FitItemsOptions>,
): Promise<ContextItem | undefined> {
  const maxTokens = maxCost - costOf({ ...item, tokens: 0 });
  if (maxTokens < LEAST_CUT_TOKENS) return undefined;
  const text = await cut?.(item, maxTokens);
  if (text === undefined) return undefined;
  const tokens = count(text);
  return tokens > maxTokens ? undefined : { ...item, text, tokens, uncutTokens: item.tokens };
}

function omit(item: ContextItem, { free, sections }: Room): OmittedItem {
  const { section, kind, source, tokens } = item;
  const isSectionFull = sections[section] <= free;
  const reason = isSectionFull
    ? `the ${section} section has ${Math.max(0, sections[section])} tokens for such items`
    : `the prompt has ${Math.max(0, free)} tokens left`;
  return { section, kind, source, tokens, reason };
}
