/** The environment of a process: each variable's text. */
export type Variables = Readonly<Record<string, string | undefined>>;
