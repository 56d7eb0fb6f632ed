/** What the file's `database` snippets say about tables. */

import { lastSegment, sectionsOf } from "../semantics/declarations.ts";
import type { FieldDeclaration, Program } from "../syntax/ast.ts";

export interface TableSchema {
  readonly name: string;
  /** By name in lower case. */
  readonly fields: ReadonlyMap<string, FieldDeclaration>;
}

export interface TableSchemas {
  /** A table of the database that a step names, by full id or last segment. */
  find(database: string, table: string): TableSchema | undefined;
}

/** The field of that name, however it is capitalised. */
export const fieldNamed = ({ fields }: TableSchema, name: string): FieldDeclaration | undefined =>
  fields.get(name.toLowerCase());

/** The tables that `program` declares. */
export function collectTableSchemas(program: Program): TableSchemas {
  const tables = new Map<string, TableSchema | undefined>();
  for (const snippet of program.snippets) {
    if (snippet.kind !== "database") continue;
    const databases = new Set([snippet.id.text, lastSegment(snippet.id.text)]);
    for (const section of sectionsOf(snippet, "schema"))
      for (const { name, fields } of section.tables) {
        const schema = { name: name.text, fields: new Map(fields.map(byLowerCase)) };
        for (const database of databases) {
          const key = keyOf(database, name.text);
          // Of two that answer to one name nothing is known.
          tables.set(key, tables.has(key) ? undefined : schema);
        }
      }
  }
  return { find: (database, table) => tables.get(keyOf(database, table)) };
}

const byLowerCase = (field: FieldDeclaration): [string, FieldDeclaration] => [
  field.name.text.toLowerCase(),
  field,
];

const keyOf = (database: string, table: string): string => `${database}\n${table.toLowerCase()}`;
