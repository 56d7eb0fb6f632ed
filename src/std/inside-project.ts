/** `path` relative to the folder `root`; one that is relative stays as it is, one outside is `undefined`. */
export function toRelative(path: string, root: string): string | undefined {
  if (!path.startsWith("/")) return path;
  const folder = root.endsWith("/") ? root : `${root}/`;
  return path.startsWith(folder) ? path.slice(folder.length).replace(/^\/+/, "") : undefined;
}

/** `a/b/` + `../c` → `a/c`; `undefined` where that leads out, or `name` is absolute. */
export function joinInside(folder: string, name: string): string | undefined {
  if (name.startsWith("/") || name.includes("\\") || /^[a-z]:/i.test(name)) return undefined;
  const parts: string[] = [];
  for (const part of `${folder}${name}`.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join("/");
}
