/** Whether `text` can be an id that names a file: a name, never a path. */
export const isFileId = (text: string): boolean => /^[\w-]+$/.test(text);

/** The ids of files, sorted, from their names: those with `ending`, without it. */
export const toFileIds = (names: readonly string[], ending: string): readonly string[] =>
  names
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
