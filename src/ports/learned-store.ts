/** What was learned from the user's repository: counts, file by file, so that each can be forgotten again. */

/** What is known of a file that was learned from, or could not be. */
export interface LearnedFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  /** Whose habits it shows: files of one dialect are counted together. */
  readonly dialect: string;
  readonly bytes: number;
  /** Wall time in ms; 0 where the file may have been changed since without another time. */
  readonly modifiedMs: number;
  /** SHA-256 of its text; empty where there is none. */
  readonly hash: string;
  /** Why nothing was learned from it; `undefined` for one that taught something. */
  readonly refusal: string | undefined;
}

/** A file, with its counts where they were made anew; `undefined` keeps those it has. */
export interface LearnedChange {
  readonly file: LearnedFile;
  /** Text that only the learner reads. */
  readonly lesson: string | undefined;
}

/** What somebody said of a rule; it holds for what the rule said then. */
export interface KeptFeedback {
  readonly rule: string;
  readonly value: string;
  readonly isAccepted: boolean;
}

/** Several processes may use it at once. It is made at its first use. */
export interface LearnedStore extends Disposable {
  /** Sorted by path. */
  files(): readonly LearnedFile[];
  /** Counts of the files of a dialect, sorted by path. */
  lessons(dialect: string): Iterable<{ readonly path: string; readonly lesson: string }>;
  /** All changes or none. */
  put(changes: readonly LearnedChange[]): void;
  /** What was counted in these files is gone. */
  remove(paths: readonly string[]): void;
  /** Files that shall not be learned from. */
  forgotten(): readonly string[];
  setForgotten(path: string, isForgotten: boolean): void;
  /** Sums that were put under the same key; another key is another state of the files. */
  summary(dialect: string, key: string): string | undefined;
  putSummary(dialect: string, key: string, text: string): void;
  /** Oldest first. */
  feedback(): readonly KeptFeedback[];
  addFeedback(feedback: KeptFeedback): void;
  /** What was repaired or done without since the last call, in words for the user. */
  takeNotes(): readonly string[];
}
