/** Python's tokens as regexes, each with the blanks that may stand before it; all of them bounded. */

const KEYWORDS =
  "False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield";
/** Names that run text as code: the guard refuses them. */
const RUNNING = "eval|exec|__import__";

const COMMENT = String.raw`#[^\n\r\x00]*`;
/** Blanks before a token outside of brackets, and inside. */
const OUTSIDE = String.raw`([ \t]{0,4}|[ \t]{0,4}\\\n[ \t]{0,60})`;
const LINES = String.raw`(([ \t]{0,30}${COMMENT}|[ \t]{0,4})\n){1,4}[ \t]{0,60}`;
const INSIDE = `([ \\t]{0,4}|${LINES})`;
const SOME: Readonly<Record<string, string>> = {
  o: String.raw`([ \t]{1,4}|[ \t]{0,4}\\\n[ \t]{0,60})`,
  b: `([ \\t]{1,4}|${LINES})`,
};
const BEFORE: Readonly<Record<string, string>> = { o: OUTSIDE, b: INSIDE, s: "" };

const CHARACTER = String.raw`\x20\x21\x23-\x26\x28-\x5B\x5D-\x7E\u{A1}-\u{2027}\u{2030}-\u{D7FF}`;
const ESCAPE = String.raw`\\([\\'"abfnrtv0]|x[0-9a-fA-F]{2}|u[0-9a-cA-C][0-9a-fA-F]{3})`;
/** Between three quotes of one kind; lines may end inside. */
const tripled = (inside: string): string => {
  const [single, double] = [`(${inside}|"|\\\\?\\n)`, `(${inside}|'|\\\\?\\n)`];
  return `"""(${double}|""?${double})*"""|'''(${single}|''?${single})*'''`;
};
const quoted = (inside: string): string => `("(${inside}|')*"|'(${inside}|")*'|${tripled(inside)})`;

/** Regexes of tokens, without blanks; `/…/` may be joined with others to one terminal. */
const TOKENS: Readonly<Record<string, string>> = {
  NAME: "NAMECORE",
  NUM: String.raw`/(0|[1-9](_?[0-9]){0,20})(\.([0-9](_?[0-9]){0,20})?)?([eE][+\-]?[0-9]{1,3})?j?|\.[0-9]{1,20}([eE][+\-]?[0-9]{1,3})?j?|0[xX][0-9a-fA-F]{1,16}|0[bB][01]{1,64}|0[oO][0-7]{1,22}/`,
  STR: "(PLAINSTR | FSTR | RAWSTR)",
  BYTES: String.raw`/b("([\x20\x21\x23-\x5B\x5D-\x7E]|\\[\\'"nrt0]|\\x[0-9a-fA-F]{2})*"|'([\x20-\x26\x28-\x5B\x5D-\x7E]|\\[\\'"nrt0]|\\x[0-9a-fA-F]{2})*')/`,
  CONST: "/(None|True|False)/",
  CMP: "/(==|!=|<=|>=|<|>)/",
  BIT: "/[|&^]|<<|>>/",
  ARITH: String.raw`/[+\-*\/%@]|\/\//`,
  SIGN: String.raw`/[+\-~]/`,
  KLAMBDA: '"lambda"',
  KNOT: '"not"',
  KAWAIT: '"await"',
  KYIELD: '"yield"',
  COMMA: '","',
  COLON: '":"',
  WALRUS: '":="',
  EQ: '"="',
  STAR: '"*"',
  POW: '"**"',
  DOT: '"."',
  LP: '"("',
  LB: '"["',
  LC: '"{"',
  ELL: '"..."',
  RP: '")"',
  RB: '"]"',
  RC: '"}"',
};

/** Words between two operands: with blanks around them, or they would grow together with names and numbers. */
const BETWEEN: Readonly<Record<string, readonly string[]>> = {
  KIF: ["if"],
  KELSE: ["else"],
  KOR: ["or"],
  KAND: ["and"],
  KIN: ["in"],
  KNOTIN: ["not", "in"],
  KIS: ["is"],
  KFOR: ["for"],
  KFROM: ["from"],
  KAS: ["as"],
  KIMPORT: ["import"],
};

/** Terminals in all modes. `unit` is one step of indentation, `depth` the deepest. */
export function listTokens(unit: string, depth: number): string {
  const plain = Object.entries(TOKENS).flatMap(([name, token]) =>
    ["o", "b", "s"].map((mode) => `${name}_${mode.toUpperCase()}: ${joined(BEFORE[mode], token)}`),
  );
  const not = ["o", "b"].map((mode) => `NOTSP_${mode.toUpperCase()}: /not${SOME[mode]}/`);
  const between = Object.entries(BETWEEN).flatMap(([name, words]) =>
    ["o", "b"].map((mode) => {
      const some = SOME[mode] ?? "";
      return `${name}_${mode.toUpperCase()}: /${some}${words.join(some)}${some}/`;
    }),
  );
  const lines = `(${betweenLines(unit)}){0,6}`;
  const indents = Array.from(
    { length: depth + 1 },
    (_, level) => `NL${level}: /${LINE_END}${lines}${escape(unit.repeat(level))}/`,
  );
  return [...plain, ...not, ...between, ...indents, FIXED, `FIRST: /${lines}${escape(unit)}/`].join(
    "\n",
  );
}

const joined = (before: string | undefined, token: string): string =>
  before === undefined || before === "" ? token : `/${before}/ ${token}`;

/** A comment stands inside of the body: one at the beginning of a line says that the body has ended. */
const betweenLines = (unit: string): string =>
  String.raw`([ \t]{0,40}|${escape(unit)}[ \t]{0,40}${COMMENT})\n`;
const LINE_END = String.raw`[ \t]{0,30}(${COMMENT})?\n`;
const escape = (blanks: string): string => blanks.replaceAll("\t", "\\t");

const FIXED = String.raw`
NAMECORE: /[a-zA-Z_][a-zA-Z0-9_]{0,60}/ & ~/(${KEYWORDS}|${RUNNING})/
PLAINSTR: /${quoted(`[${CHARACTER}]|${ESCAPE}`)}/
RAWSTR: /r(${tripled(String.raw`[${CHARACTER}]|\\[${CHARACTER}\x22\x27]`)}|"([\x20\x21\x23-\x5B\x5D-\x7E\u{A1}-\u{2027}]|\\[\x20\x21\x23-\x7E])*"|'([\x20-\x26\x28-\x5B\x5D-\x7E\u{A1}-\u{2027}]|\\[\x20-\x26\x28-\x7E])*')/
FSTR: /f"/ (/([\x20\x21\x23-\x5B\x5D-\x7A\x7C\x7E\u{A1}-\u{2027}]|\\[nrt\\']|\{\{|\}\})/ | FVALUE)* /"/ | /f'/ (/([\x20-\x26\x28-\x5B\x5D-\x7A\x7C\x7E\u{A1}-\u{2027}]|\\[nrt\\"]|\{\{|\}\})/ | FVALUE)* /'/
FVALUE: "{" FTERM (/ ?([+\-*\/%]|\/\/) ?/ FTERM)* /(![rsa])?(:[<>^]?[+,]?[0-9]{0,3}(\.[0-9]{1,2})?[bdeEfgoxXs%]?)?/ "}"
FTERM: NAMECORE (/\./ NAMECORE | /\[/ (NAMECORE | /-?(0|[1-9][0-9]{0,5})/) /\]/ | /\(/ (NAMECORE (/, / NAMECORE)*)? /\)/)*
AUG: /${OUTSIDE}(\+|-|\*|\/|%|@|&|\||\^|<<|>>|\*\*|\/\/)=/
ARROW: /${OUTSIDE}->/
RETURN_S: "return"
RAISE_S: "raise"
ASSERT_S: "assert"
DEL_S: "del"
GLOBAL_S: /(global|nonlocal)[ \t]{1,4}/
IMPORT_S: /import[ \t]{1,4}/
FROM_S: /from[ \t]{1,4}/
FIRST_DOTS: /\.{1,3}/
IF_S: "if"
ELIF_S: /elif[ \t]{1,4}/
ELSE_S: "else"
WHILE_S: "while"
FOR_S: /for[ \t]{1,4}/
WITH_S: /with[ \t]{1,4}/
DEF_S: /def[ \t]{1,4}/
CLASS_S: /class[ \t]{1,4}/
ASYNC_S: /async[ \t]{1,4}/
TRY_S: "try"
EXCEPT_S: "except"
EXCEPT_SP: /except[ \t]{1,4}/
FINALLY_S: "finally"
AT_S: "@"
LAST: /[ \t]{0,4}(${COMMENT})?\n/
`;
