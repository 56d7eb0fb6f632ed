import type { CrossFileAnalysis } from "./analyse-batch.ts";

export interface RenderCrossFileOptions {
  /** Tokens that the whole text may have. */
  readonly budgetTokens: number;
  readonly countTokens: (text: string) => number;
  /** Only what concerns these. @default all items */
  readonly items?: readonly string[] | undefined;
}

/** Ids told of one fact; more say nothing more. */
const MOST_IDS = 8;

/**
 * What is known of the files together, weightiest first, in whole lines within the budget; an empty text where nothing
 * is known or fits. What is left out is told in numbers.
 */
export function renderCrossFileContext(
  analysis: CrossFileAnalysis,
  { budgetTokens, countTokens, items }: RenderCrossFileOptions,
): string {
  const wanted = items === undefined ? undefined : new Set(items);
  const keep = (ids: readonly string[]): readonly string[] =>
    wanted === undefined ? ids : ids.filter((id) => wanted.has(id));
  const sections = listSections(analysis, keep).filter(({ lines }) => lines.length > 0);

  const shown: string[] = [];
  let left = budgetTokens;
  const take = (text: string): boolean => {
    const tokens = countTokens(`${text}\n`);
    if (tokens > left) return false;
    left -= tokens;
    shown.push(text);
    return true;
  };
  for (const { title, lines } of sections) {
    const [first = "", ...rest] = lines;
    // A title without a line under it says nothing.
    if (countTokens(`${title}\n`) + countTokens(`${first}\n`) > left) continue;
    take(title);
    take(first);
    const omitted = rest.filter((line) => !take(line)).length;
    if (omitted > 0) take(`- and ${omitted} more`);
  }
  return shown.join("\n");
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

function listSections(
  { includes, shared, homonyms, shapes, imports }: CrossFileAnalysis,
  keep: (ids: readonly string[]) => readonly string[],
): readonly Section[] {
  const several = (ids: readonly string[]): boolean => keep(ids).length > 1;
  return [
    {
      title: "Who includes whom:",
      lines: Object.entries(includes)
        .filter(([id]) => keep([id]).length > 0)
        .map(([id, targets]) => `- ${id} includes ${listIds(targets)}`),
    },
    {
      title: "Declarations that several files hold alike; what proves something of one serves all:",
      lines: shared
        .filter((each) => several(each.items))
        .map(({ kind, name, items }) => `- ${kind} ${name}: ${listIds(keep(items))}`),
    },
    {
      title: "Names that mean different things in different files:",
      lines: homonyms
        .map(({ name, meanings }) => ({
          name,
          sets: meanings.map(keep).filter((set) => set.length > 0),
        }))
        .filter(({ sets }) => sets.length > 1)
        .map(
          ({ name, sets }) => `- ${name}: ${sets.length} meanings in ${sets.flat().length} files`,
        ),
    },
    {
      title: "Contracts of the same shape; one idea may prove them all:",
      lines: shapes
        .map(({ declarations }) => declarations.filter(({ item }) => keep([item]).length > 0))
        .filter((alike) => new Set(alike.map(({ item }) => item)).size > 1)
        .map((alike) => `- ${listIds(alike.map(({ item, name }) => `${name} in ${item}`))}`),
    },
    {
      title: "Libraries:",
      lines: imports
        .map(({ target, items }) => ({ target, count: keep(items).length }))
        .filter(({ count }) => count > 0)
        .map(({ target, count }) => `- ${target}: ${count} ${count === 1 ? "file" : "files"}`),
    },
  ];
}

const listIds = (ids: readonly string[]): string =>
  ids.length <= MOST_IDS
    ? ids.join(", ")
    : `${ids.slice(0, MOST_IDS).join(", ")} and ${ids.length - MOST_IDS} more`;
