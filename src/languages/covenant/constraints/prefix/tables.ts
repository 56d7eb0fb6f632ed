/** Databases, tables and columns that a program declares. */

import { lastSegment, sectionsOf } from "../../semantics/declarations.ts";
import type { Program } from "../../syntax/ast.ts";

export interface Database {
  readonly id: string;
  /** Columns by table. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
}

const KNOWN = new WeakMap<Program, readonly Database[]>();

export function databasesOf(program: Program): readonly Database[] {
  const known = KNOWN.get(program);
  if (known !== undefined) return known;
  const databases = program.snippets
    .filter(({ kind }) => kind === "database")
    .map((snippet) => ({
      id: snippet.id.text,
      tables: new Map(
        sectionsOf(snippet, "schema").flatMap(({ tables }) =>
          tables.map(({ name, fields }): [string, readonly string[]] => [
            name.text,
            fields.map((field) => field.name.text),
          ]),
        ),
      ),
    }));
  KNOWN.set(program, databases);
  return databases;
}

/** A database by its id, or by the last part of it. */
export const findDatabase = (program: Program, name: string): Database | undefined =>
  databasesOf(program).find(({ id }) => id === name || lastSegment(id) === name);

/** Columns of `shop_db.orders`, or of a table that is named alone; `undefined` where nothing is known of it. */
export function columnsOf(program: Program, table: string): readonly string[] | undefined {
  const name = lastSegment(table);
  const database = table.includes(".") ? table.slice(0, table.lastIndexOf(".")) : undefined;
  return databasesOf(program)
    .filter(({ id }) => database === undefined || id === database || lastSegment(id) === database)
    .flatMap(({ tables }) => tables.get(name) ?? [])
    .reduce<readonly string[] | undefined>((all, column) => [...(all ?? []), column], undefined);
}
