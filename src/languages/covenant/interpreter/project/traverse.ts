import type { Program } from "../../syntax/ast.ts";
import type { Meter } from "../meter.ts";
import { createList, createStruct, type Value } from "../values/value.ts";
import type { Relations } from "./relations.ts";

export interface Journey {
  readonly from: string;
  readonly type: string;
  readonly depth: number;
  readonly direction: "outgoing" | "incoming" | "both";
}

/** Snippets that are reached from one by relations of a type, nearest first: structs `{id, kind}`. */
export function traverseRelations(
  { snippets }: Program,
  relations: Relations,
  { from, type, depth, direction }: Journey,
  meter: Meter,
): Value {
  const kinds = new Map(snippets.map(({ id, kind }) => [id.text, kind]));
  const directions =
    direction === "both" ? (["outgoing", "incoming"] as const) : ([direction] as const);
  const reached = new Set([from]);
  let frontier: readonly string[] = [from];
  for (let step = 0; step < depth && frontier.length > 0; step += 1) {
    const next: string[] = [];
    for (const id of frontier)
      for (const neighbour of directions.flatMap((way) => relations.neighbours(id, type, way))) {
        meter.spend(1);
        if (reached.has(neighbour)) continue;
        reached.add(neighbour);
        next.push(neighbour);
      }
    frontier = next;
  }
  reached.delete(from);
  return createList(
    [...reached].map((id) =>
      createStruct(
        undefined,
        new Map<string, Value>([
          ["id", id],
          ["kind", kinds.get(id) ?? null],
        ]),
      ),
    ),
  );
}
