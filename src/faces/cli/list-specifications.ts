import { Fault } from "../../domain/fault.ts";
import type { Files } from "../../ports/files.ts";
import type { SpecificationReader } from "../../ports/specification-reader.ts";
import { toProjectPath } from "./project-path.ts";

export interface ListSpecificationsOptions {
  readonly files: Files;
  readonly readers: readonly SpecificationReader[];
  readonly directory: string;
}

/** Texts about a folder, not wishes. */
const ABOUT = /(?:^|\/)(?:readme|changelog|contributing|license)\b[^/]*$/i;
/** Deeper folders are somebody's dependencies. */
const MOST_LEVELS = 8;
const MOST_FILES = 1000;

/**
 * The specification files that `paths` name, each once: files as they are, and those in folders by their names.
 *
 * @throws {Fault} `usage/invalid` for a folder that holds none, or too many
 */
export async function listSpecifications(
  paths: readonly string[],
  { files, readers, directory }: ListSpecificationsOptions,
): Promise<readonly string[]> {
  const found = new Set<string>();
  const isSpecification = (path: string): boolean =>
    !ABOUT.test(path) && readers.some((reader) => reader.canRead(path));
  const walk = async (folder: string, names: readonly string[], level: number): Promise<void> => {
    for (const name of names) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const path = `${folder}/${name}`;
      const inside = level < MOST_LEVELS ? await files.list(path) : [];
      if (inside.length > 0) await walk(path, inside, level + 1);
      else if (isSpecification(path)) found.add(path);
      if (found.size > MOST_FILES)
        throw new Fault(
          "usage/invalid",
          `Cannot use "${folder}": it holds over ${MOST_FILES} files`,
        );
    }
  };
  for (const path of paths) {
    const inside = toProjectPath(path, directory, files.root) || ".";
    const names = await files.list(inside);
    const before = found.size;
    if (names.length === 0) found.add(inside);
    else await walk(inside, names, 0);
    if (found.size === before && names.length > 0)
      throw new Fault(
        "usage/invalid",
        `Cannot use "${path}": there is no new specification in it`,
        {
          help: "Specifications are files like spec.md, task.yaml and contract.yaml",
        },
      );
  }
  return [...found];
}
