/** The path of a file that another one names, relative to the project; `undefined` for one outside. */
export function toInside(from: string, name: string, root: string): string | undefined {
  const inside = toRelative(name, root);
  // Only what we were given ourselves may be absolute, never what a file names.
  if (name.startsWith("/") && from !== "") return undefined;
  if (inside === undefined || name.includes("\\") || /^[a-z]:/i.test(name)) return undefined;
  const folder = from.replace(/[^/]*$/, "");
  if (folder.startsWith("/")) return undefined;
  const parts: string[] = [];
  for (const part of `${folder}${inside}`.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}

function toRelative(path: string, root: string): string | undefined {
  if (!path.startsWith("/")) return path;
  const folder = root.endsWith("/") ? root : `${root}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : undefined;
}
