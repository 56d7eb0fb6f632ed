/** A path as others may see it: one that leads out of the project shows only its last part. */
export const toShownPath = (path: string): string =>
  path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path)
    ? (path.split(/[\\/]/).at(-1) ?? path)
    : path;
