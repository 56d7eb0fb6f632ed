import { folderOf } from "../../std/folder-of.ts";
import { joinInside, toRelative } from "../../std/inside-project.ts";

/** The path of a file that another one names, relative to the project; `undefined` for one outside. */
export function toInside(from: string, name: string, root: string): string | undefined {
  // Only what we were given ourselves may be absolute, never what a file names.
  const inside = from === "" ? toRelative(name, root) : name;
  const folder = folderOf(from);
  return inside === undefined || folder.startsWith("/") ? undefined : joinInside(folder, inside);
}
