/** The relations between the snippets of a file, each known from both of its ends. */

import type { Program } from "../../syntax/ast.ts";

/** Relation types and what the same relation is called from its other end. */
const INVERSES: ReadonlyMap<string, string> = new Map(
  [
    ["to", "from"],
    ["contains", "contained_by"],
    ["describes", "described_by"],
    ["next", "previous"],
    ["supersedes", "precedes"],
    ["causes", "caused_by"],
    ["motivates", "enables"],
    ["implements", "implemented_by"],
    // These are the same from both ends.
    ["elaborates_on", "elaborates_on"],
    ["contrasts_with", "contrasts_with"],
    ["example_of", "example_of"],
    ["related_to", "related_to"],
    ["depends_on", "depends_on"],
    ["version_of", "version_of"],
  ].flatMap(([one = "", other = ""]): [string, string][] => [
    [one, other],
    [other, one],
  ]),
);

interface Link {
  readonly source: string;
  readonly type: string;
  readonly target: string;
}

/** Who is related to whom. */
export interface Relations {
  /** Ids at the other end: of the arrows that leave `id`, or of those that arrive. */
  neighbours(id: string, type: string, direction: "outgoing" | "incoming"): readonly string[];
}

export function collectRelations({ snippets }: Program): Relations {
  const outgoing = new Map<string, Set<string>>();
  const incoming = new Map<string, Set<string>>();
  const add = (index: Map<string, Set<string>>, from: string, type: string, to: string): void => {
    const key = `${type} ${from}`;
    index.set(key, (index.get(key) ?? new Set()).add(to));
  };
  for (const snippet of snippets)
    for (const link of linksOf(snippet)) {
      add(outgoing, link.source, link.type, link.target);
      add(incoming, link.target, link.type, link.source);
    }
  return {
    neighbours: (id, type, direction) => [
      ...((direction === "outgoing" ? outgoing : incoming).get(`${type} ${id}`) ?? []),
    ],
  };
}

function linksOf({ id, sections }: Program["snippets"][number]): readonly Link[] {
  return sections.flatMap((section) => {
    if (section.kind !== "relations") return [];
    return section.relations.flatMap(({ direction, target, type: written }) => {
      const type = written?.text ?? direction;
      const [source, end] = direction === "to" ? [id.text, target.text] : [target.text, id.text];
      const inverse = INVERSES.get(type);
      return [
        { source, type, target: end },
        ...(inverse === undefined ? [] : [{ source: end, type: inverse, target: source }]),
      ];
    });
  });
}
