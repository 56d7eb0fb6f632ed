import { negate } from "./bind-fixes.ts";
import type { Suggest } from "./finding-of.ts";
import { isWord, reads, tokenFrom } from "./text-places.ts";
import { fixLiteralWord } from "./value-fixes.ts";

/** A negative number becomes a step that negates; a bare word gets quotes. */
export const fixLiteral: Suggest<"invalid_literal"> = ({ range }, program) => {
  const token = tokenFrom(program, range.start);
  if (reads(token, "-")) return negate(program, token);
  return isWord(token) ? fixLiteralWord(program, token) : [];
};
