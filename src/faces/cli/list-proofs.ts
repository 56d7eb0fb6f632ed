import { Fault } from "../../domain/fault.ts";
import type { CheckEnvironment } from "../../ports/environment.ts";
import { evidencePath } from "./artifact-files.ts";
import { toProjectPath } from "./project-path.ts";

type ListEnvironment = Pick<CheckEnvironment, "files" | "languages">;

/** Deeper folders are somebody's dependencies. */
const MOST_LEVELS = 12;

/**
 * The files that `paths` name, each once: files as they are, and in folders those that have evidence or promise
 * something that can be proved. What was accepted beside a main file stands for that one.
 *
 * @throws {Fault} `usage/invalid` for a folder that holds none
 */
export async function listProofs(
  paths: readonly string[],
  environment: ListEnvironment,
  directory: string,
): Promise<readonly string[]> {
  const { files } = environment;
  const found = new Set<string>();
  for (const path of paths) {
    const inside = toProjectPath(path, directory, files.root) || ".";
    const names = await files.list(inside);
    const here = names.length === 0 ? [inside] : await walk(inside, names, environment, 0);
    if (here.length === 0)
      throw new Fault("usage/invalid", `Cannot verify "${path}": there is nothing proved in it`, {
        help: "Files with evidence, and files of contracts, are looked for; name others themselves",
      });
    for (const file of here) found.add(await mainOf(file, environment));
  }
  return [...found];
}

async function walk(
  folder: string,
  names: readonly string[],
  environment: ListEnvironment,
  level: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    if (name.startsWith(".") || name === "node_modules") continue;
    const path = folder === "." ? name : `${folder}/${name}`;
    const inside = level < MOST_LEVELS ? await environment.files.list(path) : [];
    if (inside.length > 0) found.push(...(await walk(path, inside, environment, level + 1)));
    else if (await isProof(path, environment)) found.push(path);
  }
  return found;
}

async function isProof(path: string, { files, languages }: ListEnvironment): Promise<boolean> {
  if (await files.exists(evidencePath(path))) return true;
  const formal = languages.find(
    ({ formal: proves, fileExtensions }) =>
      proves !== undefined && fileExtensions.some((extension) => path.endsWith(extension)),
  )?.formal;
  if (formal === undefined) return false;
  const text = await files.readText(path).catch(() => "");
  return formal.readDeclarations(text).some(({ promises }) => promises);
}

/** The file that it was accepted with, where it is not the main one itself. */
async function mainOf(path: string, { files }: ListEnvironment): Promise<string> {
  const evidence = evidencePath(path);
  if (!(await files.exists(evidence))) return path;
  const found = /"companionOf":\s*("(?:[^"\\]|\\.)*")/.exec(await files.readText(evidence));
  return found?.[1] === undefined ? path : String(JSON.parse(found[1]));
}
