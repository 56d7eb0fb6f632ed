/** The files that an answer should hold, and which of them a path in it means. */

import type { Specification } from "../../domain/specification.ts";
import { escapePattern } from "../../std/escape-pattern.ts";
import { folderOf } from "../../std/folder-of.ts";
import { isSameFile } from "./file-path.ts";

export interface WantedFile {
  /** Relative to the project. */
  readonly path: string;
  /** Relative to the main file's folder. */
  readonly name: string;
  readonly isMain: boolean;
  readonly isOptional: boolean;
}

/**
 * The main file, and the companions beside it; a wish that leads out of the main file's folder is none. A wish with `*`
 * in its name stands for every one of `named` that it fits.
 */
export function listWanted(
  { companions }: Pick<Specification, "companions">,
  path: string,
  named: readonly string[],
): readonly WantedFile[] {
  const folder = folderOf(path);
  const main = { path, name: path.slice(folder.length), isMain: true, isOptional: false };
  const beside = companions
    .filter((wish) => !leadsOutside(wish.path))
    .flatMap((wish) => namesOf(wish.path, named).map((name) => ({ ...wish, name })))
    .map(({ name, isOptional }) => ({
      path: `${folder}${name}`,
      name,
      isMain: false,
      isOptional,
    }));
  return [main, ...beside.filter((wish) => wish.path !== path)];
}

/** The names that a wish stands for, each once. */
function namesOf(wish: string, named: readonly string[]): readonly string[] {
  const name = normalise(wish);
  if (!name.includes("*")) return [name];
  const parts = name.split("*").map(escapePattern);
  const pattern = new RegExp(`(?:^|/)(${parts.join("[\\w-]+")})$`);
  return [...new Set(named.flatMap((path) => pattern.exec(normalise(path))?.[1] ?? []))];
}

/** Whether a path is absolute, or climbs. */
export const leadsOutside = (path: string): boolean =>
  /^(?:[/\\~]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes("..");

/** The wanted file that a path means: its whole path, its name, or the only one that ends like it. */
export function findWanted(hint: string, wanted: readonly WantedFile[]): WantedFile | undefined {
  if (leadsOutside(hint)) return undefined;
  const path = normalise(hint);
  const exact =
    wanted.find((file) => file.path === path) ?? wanted.find((file) => file.name === path);
  if (exact !== undefined) return exact;
  const [only, other] = wanted.filter((file) => isSameFile(path, file.path));
  return other === undefined ? only : undefined;
}

const normalise = (path: string): string =>
  path
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
