/** What one run meets and leaves behind: tables, files, answers of outside functions, calls made. */

import type { Answer, World } from "../../../domain/behaviour.ts";
import { createMemoryFiles, type MemoryFiles } from "./library/memory-files.ts";
import type { Callable, LoadedProgram } from "./load-program.ts";
import { createTableStore, type TableStore } from "./tables/table-store.ts";
import { isSame } from "./values/identity.ts";
import { readJson } from "./values/read-json.ts";
import type { Value } from "./values/value.ts";
import { ANY } from "./values/value-type.ts";

export type Arguments = ReadonlyMap<string, Value>;

export interface RecordedCall {
  readonly callable: Callable;
  readonly args: Arguments;
}

export interface RunWorld {
  readonly tables: TableStore;
  readonly files: MemoryFiles;
  /** Calls of outside functions and of effectful library functions, in order. */
  readonly calls: RecordedCall[];
  /** The first answer left that serves such a call; it serves once. */
  takeAnswer(callable: Callable, args: Arguments): Answer["outcome"] | undefined;
}

export const EMPTY_WORLD: World = { tables: {}, files: {}, answers: {} };

/** @throws {UnfitJson} when it does not fit the program's declarations. */
export function createWorld({ databases, shapes }: LoadedProgram, given: World): RunWorld {
  const answers = new Map(Object.entries(given.answers).map(([id, all]) => [id, [...all]]));

  function serves({ args }: Answer, { parameters }: Callable, made: Arguments): boolean {
    if (args === undefined) return true;
    const types = new Map(parameters.map(({ name, type }) => [name, type]));
    const wanted = Object.entries(args);
    return (
      wanted.length === made.size &&
      wanted.every(([name, json]) => {
        const found = made.get(name);
        return found !== undefined && isSame(found, readJson(json, types.get(name) ?? ANY, shapes));
      })
    );
  }

  return {
    tables: createTableStore(databases, given.tables, shapes),
    files: createMemoryFiles(given.files),
    calls: [],
    takeAnswer(callable, args) {
      const left = answers.get(callable.id) ?? [];
      const index = left.findIndex((answer) => serves(answer, callable, args));
      return left.splice(index, index < 0 ? 0 : 1)[0]?.outcome;
    },
  };
}
