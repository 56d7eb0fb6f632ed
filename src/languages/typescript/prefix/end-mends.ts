import type { Written } from "./state.ts";

/** Words that can follow where half of one is written. */
const WORDS = (
  "as async await break case catch class const continue default delete do else extends false finally for function if in " +
  "instanceof interface is keyof let_last_=_0 new null number boolean string of return readonly super switch this throw true try type typeof " +
  "undefined unknown void while yield Map Set Array Promise Record Error Math Object String Number RegExp " +
  "async_()_=>_{} Record<string,_unknown> Map<string,_unknown> Set<unknown> Array<unknown> Promise<unknown> " +
  "ReadonlyArray<unknown> Iterable<unknown>"
)
  .split(" ")
  .map((word) => word.replaceAll("_", " "));

/** What `typeof` says. */
const KINDS = [
  "string",
  "number",
  "boolean",
  "object",
  "function",
  "undefined",
  "bigint",
  "symbol",
];

/** Operators of which half may be written. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "&": ["& "],
  "|": ["| "],
  "=": ["==", ">"],
  "!": ["=="],
  "?": ["", "? ", "."],
  "+": ["+", "= "],
  "-": ["-", "= "],
  "*": ["", "="],
  "<": ["= "],
  ">": ["= "],
  "[": ["]"],
};

/** What may come first for the text to stand in code, with a whole word or operator at its end; likely ones first. */
export function mendsOf(
  { text, lexer }: Pick<Written, "text" | "lexer">,
  prefix: string,
  listRests: () => readonly string[] | undefined,
): readonly string[] {
  const said = text.slice(lexer.since);
  switch (lexer.inside) {
    case "double":
    case "single":
      return [...mendsOfText(text, lexer), ...knownTexts(prefix, text, lexer.inside)];
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
      return mendsOfWord(said, [...(listRests() ?? []), ...knownWords(said, prefix + text)]);
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
    return KINDS.filter((one) => one.startsWith(kind)).map(
      (one) => one.slice(kind.length) + closing,
    );
  if (code === undefined) return text.endsWith("\n\n") ? [`x${closing}`] : [closing];
  const rest = code.startsWith("\\u{")
    ? `${code.length === 3 ? "0" : ""}}`
    : "0".repeat(Math.max(0, (code.startsWith("\\u") ? 6 : 4) - code.length));
  return [rest + closing];
}

const MOST_KNOWN = 4;

/** Texts that stand elsewhere in the code and begin with what is written of one: those of unions do. */
function knownTexts(prefix: string, text: string, inside: "single" | "double"): readonly string[] {
  const quote = inside === "single" ? "'" : '"';
  const typed = text.slice(text.lastIndexOf(quote) + 1);
  const all = [...(prefix + text).matchAll(/(["'])([\w -]+)\1/g)].map(([, , one = ""]) => one);
  const fitting = [...new Set(all)].filter((one) => one.startsWith(typed) && one !== typed);
  return fitting.slice(0, MOST_KNOWN).map((one) => one.slice(typed.length) + quote);
}

/** Words that stand elsewhere in the code and begin with `typed`, e.g. keys of its types. */
function knownWords(typed: string, code: string): readonly string[] {
  const all = [...code.matchAll(/[\w$]+/g)].map(([one]) => one);
  return [...new Set(all)]
    .filter((one) => one.startsWith(typed) && one !== typed)
    .map((one) => one.slice(typed.length));
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
  if (/\[[^\]]*$/.test(plain())) pattern += endOfClass(pattern);
  if (/\{\d*,?\d*$/.test(plain())) pattern += pattern.endsWith("{") ? "1}" : "}";
  if (plain().endsWith("(") || /(?:\(\?(?::|<?[=!])|\||^\/)$/.test(plain())) pattern += "x";
  if (/\(\?<?$/.test(plain())) pattern += "=x";
  const open = plain().split("(").length - plain().split(")").length;
  pattern += `${")".repeat(Math.max(0, open))}/`;
  const rest = pattern.slice(said.length);
  return [rest, `${rest}.test("")`, `${rest}.source`];
}

function endOfClass(pattern: string): string {
  const from = /(?:^|[^\\])([a-zA-Z\d])-$/.exec(pattern)?.[1];
  if (from !== undefined) return `${/\d/.test(from) ? "9" : /[a-z]/.test(from) ? "z" : "Z"}]`;
  return /\[\^?-?$/.test(pattern) ? "a]" : "]";
}

const MOST_RESTS = 6;

function mendsOfWord(said: string, rests: readonly string[]): readonly string[] {
  if (said === "let") return [" last = 0"];
  const words = WORDS.filter((word) => word.startsWith(said) && word !== said).map((word) =>
    word.slice(said.length),
  );
  return [...new Set(["", ...rests.slice(0, MOST_RESTS), ...words])];
}

function mendsOfCode(text: string, last: string): readonly string[] {
  if (text.endsWith("..") && !text.endsWith("...")) return ["."];
  if (/(?<![\w$.])let\s+$/.test(text)) return ["last = 0"];
  if (/for await ?\($/.test(text)) return ["const last of [Promise.resolve(0)]"];
  if (/\s!$/.test(text) && /[\w)\]"'`]\s!$/.test(text)) return ["=="];
  if (/[\w$]<[^<>()=;]*,\s*$/.test(text)) return ["unknown>", ""];
  const more = OPERATORS[last] ?? [];
  const isJustWritten = text.endsWith(last);
  return isJustWritten ? [...new Set(["", ...more])] : [""];
}
