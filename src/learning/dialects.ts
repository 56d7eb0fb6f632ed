/** The kinds of source that can be learned from, and how each is read. */

import type { Grammar } from "../ports/syntax-parser.ts";
import { PYTHON_GRAMMAR } from "../syntax/python/module.ts";
import { TSX_GRAMMAR, TYPESCRIPT_GRAMMAR } from "../syntax/typescript/script.ts";
import { seeLength } from "./layout.ts";
import type { LexerRules } from "./lexemes.ts";
import type { Observation, SourceTree } from "./observation.ts";
import { observeNames as observePythonNames } from "./python/names.ts";
import { observeStyle as observePythonStyle } from "./python/style.ts";
import { PYTHON_USES } from "./python/use-grammar.ts";
import { observeModules } from "./typescript/modules.ts";
import { observeNames } from "./typescript/names.ts";
import { observeStyle } from "./typescript/style.ts";
import { SCRIPT_USES } from "./typescript/use-grammar.ts";
import type { UseGrammar } from "./uses.ts";

export interface Dialect {
  /** Stands before the names of its rules: `ts/quotes`. */
  readonly id: string;
  /** With their dot, the chief one first. */
  readonly extensions: readonly string[];
  readonly grammarOf: (path: string) => Grammar;
  readonly lexer: LexerRules;
  readonly uses: UseGrammar;
  observe(source: SourceTree): Iterable<Observation>;
}

const SCRIPT: Dialect = {
  id: "ts",
  extensions: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"],
  grammarOf: (path) => (/\.(?:[jt]sx|[cm]?js)$/.test(path) ? TSX_GRAMMAR : TYPESCRIPT_GRAMMAR),
  lexer: {
    lineComment: "//",
    hasBlockComments: true,
    hasRegexes: true,
    stringPrefix: undefined,
  },
  uses: SCRIPT_USES,
  *observe(source) {
    yield* observeNames(source);
    yield* observeModules(source);
    yield* observeStyle(source);
    yield* seeLength(source);
  },
};

const PYTHON: Dialect = {
  id: "py",
  extensions: [".py", ".pyi"],
  grammarOf: () => PYTHON_GRAMMAR,
  lexer: {
    lineComment: "#",
    hasBlockComments: false,
    hasRegexes: false,
    stringPrefix: /(?:[bfru]|[bf]r|r[bf])(?=["'])|(?=["'])/iy,
  },
  uses: PYTHON_USES,
  *observe(source) {
    yield* observePythonNames(source);
    yield* observePythonStyle(source);
    yield* seeLength(source);
  },
};

export const DIALECTS: readonly Dialect[] = [SCRIPT, PYTHON];

/** By the ending of a file; `undefined` for what nobody learns from. */
export const dialectOfPath = (path: string): Dialect | undefined =>
  DIALECTS.find(({ extensions }) => extensions.some((extension) => path.endsWith(extension)));

/** Of a language, by the endings of its files. */
export const dialectOfLanguage = ({
  fileExtensions,
}: {
  readonly fileExtensions: readonly string[];
}): Dialect | undefined =>
  DIALECTS.find(({ extensions }) => fileExtensions.some((one) => extensions.includes(one)));
