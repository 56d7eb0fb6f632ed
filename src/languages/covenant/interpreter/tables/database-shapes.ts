/** The schemas that a file declares for its databases. */

import type { FieldDeclaration, Program } from "../../syntax/ast.ts";
import { type FieldShape, readField } from "../values/shapes.ts";

export interface ColumnShape extends FieldShape {
  readonly isPrimary: boolean;
  readonly isAuto: boolean;
  readonly isUnique: boolean;
}

export interface DatabaseShape {
  /** The snippet's. */
  readonly id: string;
  /** Columns by table; `undefined` where the file declares no table. */
  readonly tables: ReadonlyMap<string, readonly ColumnShape[]> | undefined;
}

export const readDatabases = ({ snippets }: Program): readonly DatabaseShape[] =>
  snippets
    .filter(({ kind }) => kind === "database")
    .map(({ id, sections }) => {
      const tables = sections.flatMap((section) =>
        section.kind === "schema" ? section.tables : [],
      );
      return {
        id: id.text,
        tables:
          tables.length === 0
            ? undefined
            : new Map(tables.map(({ name, fields }) => [name.text, fields.map(readColumn)])),
      };
    });

const readColumn = (declaration: FieldDeclaration): ColumnShape => ({
  ...readField(declaration),
  isPrimary: declaration.isPrimary,
  isAuto: declaration.isAuto,
  isUnique: declaration.isUnique,
});

/** The database that a target names, by its id or the last part of it. */
export const findDatabase = (
  databases: readonly DatabaseShape[],
  target: string,
): DatabaseShape | undefined =>
  databases.find(({ id }) => id === target) ??
  databases.find(({ id }) => id.slice(id.lastIndexOf(".") + 1) === target);
