/** The folder of a path, its last slash included, so that a name can follow; empty where the path is a name alone. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/** The path without its folder. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
