/** A class by its dotted path, as a contract names it: `shop.nodes.node_price.models.ModelPrice`. */

import { folderOf } from "../../std/folder-of.ts";

export interface DottedClass {
  /** `shop.nodes.node_price.models` */
  readonly module: readonly string[];
  readonly name: string;
}

const NAME = "[A-Za-z_][A-Za-z0-9_]*";
const DOTTED = new RegExp(`^${NAME}(?:\\.${NAME})+$`);
const HANDLER = new RegExp(`^${NAME}(?:\\.${NAME})+:${NAME}$`);

/** `undefined` for what names no class in a module; a class's name starts with a capital. */
export function readModelPath(path: string): DottedClass | undefined {
  if (!DOTTED.test(path)) return undefined;
  const parts = path.split(".");
  const name = parts.pop() ?? "";
  return /^_*[A-Z]/.test(name) ? { module: parts, name } : undefined;
}

/** `pkg.module:Class`. */
export function readHandlerPath(path: string): DottedClass | undefined {
  if (!HANDLER.test(path)) return undefined;
  const [module = "", name = ""] = path.split(":");
  return { module: module.split("."), name };
}

/** Dotted path of the folder that holds a node: by the contract's own folder, else by where its models are. */
export function packageOf(inputModel: string, contractPath: string): string {
  const parts = inputModel.split(".");
  const folder = folderOf(contractPath).split("/").at(-2) ?? "";
  const at = parts.lastIndexOf(folder);
  return (folder !== "" && at >= 0 ? parts.slice(0, at + 1) : parts.slice(0, -2)).join(".");
}

/**
 * The folder that dotted paths start from, by a path into the package that holds the contract; `undefined` where the
 * contract does not lie in it.
 */
export function packageRoot(module: readonly string[], contractPath: string): string | undefined {
  const folders = folderOf(contractPath).split("/").slice(0, -1);
  const [first] = module;
  for (const [at, folder] of folders.entries()) {
    if (folder !== first) continue;
    const inside = folders.slice(at);
    const agreed = inside.findIndex((part, index) => part !== module[index]);
    // The contract's folder is at least two deep in a package: a name that only happens to agree is none.
    if (agreed === -1 || agreed >= 2) return folders.slice(0, at).join("/");
  }
  return undefined;
}
