/** Dafny's two command lines: flags with a slash up to 3, commands from 4 on. */
export interface DafnyVersion {
  /** As it is told: `2.3.0.10506`. */
  readonly text: string;
  readonly major: number;
}

/** Reads what `dafny /version` says, in any version; `undefined` where no version is told. */
export function readVersion(output: string): DafnyVersion | undefined {
  const text = /(?:^|\s)v?(\d+\.\d+(?:\.\d+)*)/.exec(output)?.[1];
  return text === undefined ? undefined : { text, major: Number.parseInt(text, 10) };
}

/** Whether it takes commands (`dafny verify`) instead of flags. */
export const hasCommands = ({ major }: DafnyVersion): boolean => major >= 4;
