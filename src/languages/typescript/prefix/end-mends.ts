import type { Written } from "./state.ts";

/** Words that can follow where half of one is written. */
const WORDS = (
  "as async await break case catch class const continue default delete do else extends false finally for function if in " +
  "instanceof interface is keyof let new null number boolean string of return readonly super switch this throw true try type typeof " +
  "undefined unknown void while yield Map Set Array Promise Record Error Math Object String Number RegExp " +
  "async_()_=>_{} Record<string,_unknown> Map<string,_unknown> Set<unknown> Array<unknown> Promise<unknown> " +
  "ReadonlyArray<unknown> Iterable<unknown>"
)
  .split(" ")
  .map((word) => word.replaceAll("_", " "));

/** What `typeof` says. */
const KINDS = ["string", "number", "boolean", "object", "function", "undefined", "bigint", "symbol"];

/** Operators of which half may be written. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "&": ["& "],
  "|": ["| "],
  "=": ["=="],
  "!": ["=="],
  "?": ["", "? ", "."],
  "+": ["+", "= "],
  "-": ["-", "= "],
  "*": ["", "="],
  "<": ["= "],
  ">": ["= "],
};

/** What may come first for the text to stand in code, with a whole word or operator at its end; likely ones first. */
export function mendsOf(
  { text, lexer }: Pick<Written, "text" | "lexer">,
  listRests: () => readonly string[] | undefined,
): readonly string[] {
  const said = text.slice(lexer.since);
  switch (lexer.inside) {
    case "double":
    case "single":
    case "template":
      return mendsOfText(text, lexer);
    case "line-comment":
      return [/^\/\/ ?$/.test(said) ? "x\n" : "\n"];
    case "block-comment":
      return [endOfComment(said)];
    case "regex":
      return mendsOfRegex(said, lexer.isEscaped);
    case "slash":
      return ["1", "x/", 'x/.test("")', "x/.source", "/x\n"];
    case "number":
      return /[.xXbBoO_eE]$/.test(said) && !/^0x.+/i.test(said) ? ["0"] : ["", "0"];
    case "word":
      return mendsOfWord(said, listRests() ?? []);
    default:
      return mendsOfCode(text, lexer.last);
  }
}

function mendsOfText(text: string, { inside, isEscaped }: Written["lexer"]): readonly string[] {
  const closing = inside === "double" ? '"' : inside === "single" ? "'" : "`";
  if (isEscaped) return [`n${closing}`];
  const [code] = /\\(?:u\{?[\da-fA-F]*|x[\da-fA-F]?)$/.exec(text) ?? [];
  const kind = /typeof [^"'`]*[=!]==? ?["'`](\w*)$/.exec(text)?.[1];
  if (kind !== undefined)
    return KINDS.filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length) + closing);
  if (code === undefined) return text.endsWith("\n\n") ? [`x${closing}`] : [closing];
  const rest = code.startsWith("\\u{")
    ? `${code.length === 3 ? "0" : ""}}`
    : "0".repeat(Math.max(0, (code.startsWith("\\u") ? 6 : 4) - code.length));
  return [rest + closing];
}

function endOfComment(said: string): string {
  if (said === "/*") return "* */\n";
  if (said === "/**") return " */\n";
  if (/\n *\*$/.test(said)) return "/\n";
  return /\s$/.test(said) ? "*/\n" : " */\n";
}

function mendsOfRegex(said: string, isEscaped: boolean): readonly string[] {
  let pattern = isEscaped ? `${said}n` : said;
  const plain = () => pattern.replaceAll(/\\./g, "").replaceAll(/\[[^\]]*\]/g, "");
  if (/\[[^\]]*$/.test(plain())) pattern += /\[\^?-?$|-$/.test(pattern) ? "a]" : "]";
  if (/\{\d*,?\d*$/.test(plain())) pattern += /\{$/.test(pattern) ? "1}" : "}";
  if (/\($/.test(plain()) || /(?:\(\?(?::|<?[=!])|\||^\/)$/.test(plain())) pattern += "x";
  if (/\(\?<?$/.test(plain())) pattern += "=x";
  const open = plain().split("(").length - plain().split(")").length;
  pattern += `${")".repeat(Math.max(0, open))}/`;
  const rest = pattern.slice(said.length);
  return [rest, `${rest}.test("")`, `${rest}.source`];
}

function mendsOfWord(said: string, rests: readonly string[]): readonly string[] {
  const words = WORDS.filter((word) => word.startsWith(said) && word !== said).map((word) =>
    word.slice(said.length),
  );
  return ["", ...rests.slice(0, 4), ...words, ...rests.slice(4, 8)];
}

function mendsOfCode(text: string, last: string): readonly string[] {
  if (text.endsWith("..") && !text.endsWith("...")) return ["."];
  const more = OPERATORS[last] ?? [];
  const isJustWritten = text.endsWith(last);
  return isJustWritten ? [...new Set(["", ...more])] : [""];
}
