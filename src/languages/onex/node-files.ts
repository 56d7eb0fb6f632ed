import { posix } from "node:path";
import type { Candidate } from "../../domain/candidate.ts";
import type { NodeContract } from "../../domain/node-contract.ts";
import type { SourceText } from "../../domain/source-text.ts";
import type { Files } from "../../ports/files.ts";
import type { NodeLayout } from "./core/worker.ts";

const MOST_BYTES = 1024 * 1024;
/** Files beside the main one that are part of a node. */
const MOST_SIBLINGS = 50;

/** The candidate's files, and those that stand beside it in the project and are not proposed anew. */
export async function gatherFiles(
  { path, text, companions }: Candidate,
  files: Files,
): Promise<readonly SourceText[]> {
  const proposed = [{ path, text }, ...companions];
  const folder = posix.dirname(path);
  const names = (await files.list(folder)).filter((name) => name.endsWith(".py"));
  const beside: SourceText[] = [];
  for (const name of names.slice(0, MOST_SIBLINGS)) {
    const sibling = posix.join(folder, name);
    if (proposed.some((file) => posix.normalize(file.path) === sibling)) continue;
    beside.push({ path: sibling, text: await files.readText(sibling, { maxBytes: MOST_BYTES }) });
  }
  return [...proposed, ...beside];
}

/** A node laid out as Python imports it, and the way back from there to the paths of the candidate. */
export interface LaidOut {
  readonly layout: NodeLayout;
  /** The candidate's path, by the path in the layout. */
  readonly paths: ReadonlyMap<string, string>;
}

/** Puts the files where their package is, with the contract beside them. */
export function layOut(
  candidate: Candidate,
  files: readonly SourceText[],
  contract: NodeContract,
): LaidOut {
  const folder = contract.package.replaceAll(".", "/");
  const base = posix.dirname(candidate.path);
  const place = (path: string): string => posix.join(folder, posix.relative(base, path));
  const inside = files.filter(({ path }) => !posix.relative(base, path).startsWith(".."));
  const modules = inside.map(({ path }) => moduleOf(place(path)));
  const main = moduleOf(place(mainOf(candidate, inside)));
  const contractPath = `${folder}/contract.yaml`;
  return {
    paths: new Map(inside.map(({ path }) => [place(path), path])),
    layout: {
      files: [
        ...inside.map(({ path, text }) => ({ path: place(path), text })),
        // JSON is YAML, and holds the sub-contracts in their places.
        { path: contractPath, text: JSON.stringify(contract.data, undefined, 2) },
      ],
      contractPath,
      modules: [...modules.filter((name) => name !== main), main],
      main,
      kind: contract.kind,
      inputModel: contract.inputModel,
      outputModel: contract.outputModel,
      handler: textAt(contract.data, "handler_routing", "default_handler"),
      algorithm: textAt(contract.data, "algorithm", "algorithm_type"),
    },
  };
}

/** The file that holds the node's class, by its name; else the candidate's own. */
const mainOf = ({ path }: Candidate, files: readonly SourceText[]): string =>
  files.map((file) => file.path).find((each) => posix.basename(each) === "node.py") ?? path;

const moduleOf = (path: string): string =>
  path
    .replace(/\.py$/, "")
    .replace(/\/__init__$/, "")
    .replaceAll("/", ".");

/** A text in the contract; null where it is not there. */
export function textAt(data: unknown, ...keys: readonly string[]): string | null {
  let value = data;
  for (const key of keys) {
    if (typeof value !== "object" || value === null) return null;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return typeof value === "string" ? value : null;
}
