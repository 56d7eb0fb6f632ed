import type { LexicalRules } from "../../../syntax/formal/lexical-rules.ts";

/** Dafny's comments, which nest, and its strings and characters, in all versions; a lone CR ends a line, as LF does. */
export const DAFNY_RULES: LexicalRules = {
  lineComments: ["//"],
  blockComment: { open: "/*", close: "*/", isNested: true },
  strings: [
    { open: /@"/uy, close: () => '"', escapes: () => "doubled", spansLines: true },
    { open: /"/uy, close: () => '"', escapes: () => "backslash", spansLines: false },
  ],
  character: /'(?:\\(?:u[0-9a-fA-F]{4}|U\{[0-9a-fA-F_]+\}|['"\\0nrt])|[^'\\\r\n])'/uy,
  number: /0x[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?/uy,
  name: /[\p{L}_][\p{L}\p{N}_'?]*/uy,
  marks: [..."<==> ==> <== --> :- := :| :: == != <= >= && || !! .. => -> ~>".split(" ")],
};
