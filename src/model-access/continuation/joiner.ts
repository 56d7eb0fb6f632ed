/** What is shown of text that goes on with another text. */
export interface Joined {
  /** What is new; all of the text after a reset. */
  readonly text: string;
  /** The two do not fit: what was shown is void. */
  readonly isReset: boolean;
}

/** Puts the text of a continuing call behind the text that is already there, so that nothing comes twice. */
export interface Joiner {
  push(text: string): Joined;
  /** What was still held back, when no more will come. */
  end(): Joined;
}

export const joined = (text: string): Joined => ({ text, isReset: false });
export const begunAnew = (text: string): Joined => ({ text, isReset: true });
