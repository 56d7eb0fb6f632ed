/** Where the code is in an answer that is still being written: the part that constraints speak of. */

import { findPrefix, matchPrefix } from "./match-prefix.ts";
import { withoutHalf } from "./without-half.ts";

/** All places are offsets into the answer, in UTF-16 units. */
export type Piece =
  /** Up to here nothing is held to anything. */
  | { readonly kind: "around"; readonly end: number }
  /** The code after the prefix begins here. */
  | { readonly kind: "open"; readonly start: number }
  /** Code is known up to here. */
  | { readonly kind: "code"; readonly end: number }
  /** It has ended; `blanks` stood between its end and the line that closes it. */
  | { readonly kind: "close"; readonly blanks: string };

export interface CodeFinder {
  /** What the answer, of which more is known than before, has come to. `isWhole`: nothing will follow. */
  read(answer: string, isWhole: boolean): readonly Piece[];
}

interface Fence {
  readonly mark: string;
  readonly size: number;
}

type Place =
  /** At the very beginning, where a bare answer may begin as the code does. */
  | { readonly kind: "start" }
  | { readonly kind: "outside" }
  | { readonly kind: "prefix"; readonly fence: Fence; readonly start: number }
  /** In a block that is not ours. */
  | { readonly kind: "other"; readonly fence: Fence }
  /** `fence` is `undefined` for a bare answer, which ends where all ends. */
  | { readonly kind: "code"; readonly fence: Fence | undefined; readonly start: number };

const OPENING = /^(`{3,}|~{3,})([^`\n]*)\n$/;

export interface CodeFinderOptions {
  /** The whole answer is the code, as from models that are held to a schema. @default false */
  readonly isBare?: boolean | undefined;
}

/**
 * Finds code in the fence, behind comments, or at the beginning of a bare answer, that begins with `prefix` up to
 * blanks. Blanks at the end are held back until it is known what follows: they may belong to the line that closes the fence.
 */
export function createCodeFinder(
  prefix: string,
  { isBare = false }: CodeFinderOptions = {},
): CodeFinder {
  // Any answer begins with nothing: then only a fence, or who asked, can say where code is.
  const mayBeBare = isBare || prefix.trim() !== "";
  let place: Place = mayBeBare ? { kind: "start" } : { kind: "outside" };
  /** Start of the line that is to be looked at next. */
  let line = 0;

  const readLine = (answer: string): string | undefined => {
    const end = answer.indexOf("\n", line);
    return end < 0 ? undefined : answer.slice(line, end + 1);
  };

  /** One step; `undefined` where more has to be known. */
  const step = (answer: string, isWhole: boolean): readonly Piece[] | undefined => {
    switch (place.kind) {
      case "start":
        return readStart(answer);
      case "prefix":
        return readPrefix(answer, place);
      case "outside":
      case "other":
        return readAround(answer, place);
      case "code":
        return readCode(answer, isWhole, place);
    }
  };

  const readStart = (answer: string): readonly Piece[] | undefined => {
    const end = matchPrefix(answer, prefix);
    if (end === "partial") return undefined;
    if (end === undefined) {
      place = { kind: "outside" };
      return [];
    }
    place = { kind: "code", fence: undefined, start: end };
    line = end;
    return [{ kind: "open", start: end }];
  };

  const readPrefix = (
    answer: string,
    { fence, start }: Place & { readonly kind: "prefix" },
  ): readonly Piece[] | undefined => {
    const end = findPrefix(answer.slice(start), prefix);
    if (end === "partial") return undefined;
    if (end === undefined) {
      place = { kind: "other", fence };
      return [];
    }
    place = { kind: "code", fence, start: start + end };
    line = start + end;
    return [{ kind: "open", start: line }];
  };

  const readAround = (
    answer: string,
    around: Place & { readonly kind: "outside" | "other" },
  ): readonly Piece[] | undefined => {
    const text = readLine(answer);
    if (text === undefined) return undefined;
    line += text.length;
    if (around.kind === "other") {
      if (isClosing(text, around.fence)) place = { kind: "outside" };
    } else {
      const [, marks] = OPENING.exec(text) ?? [];
      if (marks !== undefined) {
        const fence = { mark: marks.charAt(0), size: marks.length };
        place = { kind: "prefix", fence, start: line };
      }
    }
    return [{ kind: "around", end: line }];
  };

  const readCode = (
    answer: string,
    isWhole: boolean,
    { fence, start }: Place & { readonly kind: "code" },
  ): readonly Piece[] | undefined => {
    const text = readLine(answer);
    const known = text ?? answer.slice(line);
    const isAtLineStart = line === start ? answer.charAt(start - 1) === "\n" : true;
    if (fence !== undefined && isAtLineStart && (text !== undefined || isWhole)) {
      if (isClosing(known, fence)) {
        const end = start + answer.slice(start, line).trimEnd().length;
        const blanks = answer.slice(end, line);
        line += known.length;
        place = { kind: "outside" };
        return [
          { kind: "code", end },
          { kind: "close", blanks },
          { kind: "around", end: line },
        ];
      }
    }
    if (text !== undefined) {
      line += text.length;
      return [{ kind: "code", end: start + answer.slice(start, line).trimEnd().length }];
    }
    if (isWhole) {
      const end = start + answer.slice(start).trimEnd().length;
      place = { kind: "outside" };
      line = answer.length;
      return [
        { kind: "code", end },
        { kind: "close", blanks: answer.slice(end) },
      ];
    }
    return undefined;
  };

  /** What of an unfinished line is code in any case. */
  const readAhead = (answer: string): readonly Piece[] => {
    if (place.kind !== "code") return [];
    const { fence, start } = place;
    const mayClose = fence !== undefined && mayBeClosing(answer.slice(line), fence);
    const sure = mayClose ? answer.slice(start, line) : answer.slice(start);
    return [{ kind: "code", end: start + withoutHalf(sure.trimEnd()).length }];
  };

  return {
    read(answer, isWhole) {
      const pieces: Piece[] = [];
      for (;;) {
        const next = line < answer.length || isWhole ? step(answer, isWhole) : undefined;
        if (next === undefined) break;
        pieces.push(...next);
        if (isWhole && line >= answer.length && place.kind !== "code") break;
      }
      if (isWhole) return [...pieces, { kind: "around", end: answer.length }];
      return [...pieces, ...readAhead(answer)];
    },
  };
}

const isClosing = (line: string, { mark, size }: Fence): boolean => {
  const marks = line.trim();
  return marks.length >= size && marks === mark.repeat(marks.length) && !/^(?: {4}|\t)/.test(line);
};

/** Whether a line that is not read to its end may yet close the fence. */
const mayBeClosing = (line: string, { mark }: Fence): boolean => {
  const marks = line.trim();
  return marks === mark.repeat(marks.length);
};
