import { isAbsolute, relative, resolve, sep } from "node:path";
import { Fault } from "../../domain/fault.ts";

/** A path as the user typed it in `directory` → relative to the project's root with `/`, or absolute outside it. */
export function toProjectPath(path: string, directory: string, root: string): string {
  const absolute = resolve(directory, path);
  const inside = relative(root, absolute);
  const isOutside = inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return isOutside ? absolute : inside.replaceAll(sep, "/");
}

/** The same for a file we are to write, which must lie in the project. @throws {Fault} `output/outside` */
export function toOutputPath(path: string, directory: string, root: string): string {
  const inside = toProjectPath(path, directory, root);
  if (!isAbsolute(inside)) return inside;
  throw new Fault(
    "output/outside",
    `Cannot write "${path}": it lies outside the project at ${root}`,
    {
      help: "Choose a file inside the project, or run specwright in the project it belongs to",
    },
  );
}
