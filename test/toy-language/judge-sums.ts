/** A sum that is not one, or does not come out right. */
export interface Mistake {
  readonly kind: "not-a-sum" | "wrong-sum";
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** A word outside comments, with its place. */
export interface Word {
  readonly start: number;
  readonly end: number;
}

const SUM = /^\s*(\d+(?:\s*\+\s*\d+)*)\s*=\s*(\d+)\s*$/;

/** Mistakes in `text`: one sum a line, `1 + 2 = 3`; `#` begins a comment. */
export function findMistakes(text: string): readonly Mistake[] {
  return codeLines(text).flatMap(({ code, start }): readonly Mistake[] => {
    if (code.trim() === "") return [];
    const place = {
      start: start + code.length - code.trimStart().length,
      end: start + code.trimEnd().length,
    };
    const sum = SUM.exec(code);
    if (sum === null)
      return [{ kind: "not-a-sum", message: `\`${code.trim()}\` is no sum`, ...place }];
    const right = (sum[1] ?? "")
      .split("+")
      .reduce((total, term) => total + BigInt(term.trim()), 0n);
    if (BigInt(sum[2] ?? "") === right) return [];
    return [{ kind: "wrong-sum", message: `the sum is ${right}, not ${sum[2]}`, ...place }];
  });
}

/** Every `trust` in the code of `text`: it would have the checker believe the line. */
export const findTrust = (text: string): readonly Word[] =>
  codeLines(text).flatMap(({ code, start }) =>
    [...code.matchAll(/\btrust\b/g)].map(({ index }) => ({
      start: start + index,
      end: start + index + 5,
    })),
  );

const codeLines = (text: string): readonly { readonly code: string; readonly start: number }[] =>
  [...text.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({
    code: line.replace(/#.*/s, ""),
    start: index,
  }));
