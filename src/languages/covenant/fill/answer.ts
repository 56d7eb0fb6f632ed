/** Answers as they are shown: `text.concat(a=first, b=last)`, `add(total, 5)`, `Point(x=left, y=0)`, `load(id=1).name`. */

/** What a value is made of. */
export type Answer =
  | { readonly kind: "path"; readonly text: string }
  | { readonly kind: "literal"; readonly text: string }
  /** A field of what was made. */
  | { readonly kind: "member"; readonly of: Answer; readonly field: string }
  | { readonly kind: "made"; readonly head: string; readonly parts: readonly AnswerPart[] };

export interface AnswerPart {
  /** `undefined` for an input of an operation, which has no name. */
  readonly name: string | undefined;
  readonly value: Answer;
}

const TOKEN =
  /\s*("(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?|[A-Za-z_][\w.]*(?:::[A-Za-z_]\w*)?|\.[A-Za-z_]\w*|[(),=])/y;
const LITERAL = /^(?:"|\d|(?:true|false|none)$)/;

/**
 * Reads an answer.
 *
 * @throws {TypeError} for what no answer is
 */
export function readAnswer(text: string): Answer {
  const tokens = tokensOf(text);
  let at = 0;
  const take = (wanted?: string): string => {
    const token = tokens[at];
    if (token === undefined || (wanted !== undefined && token !== wanted)) throw unreadable(text);
    at += 1;
    return token;
  };
  const read = (): Answer => {
    const head = take();
    if (LITERAL.test(head)) return { kind: "literal", text: head };
    if (!/^[A-Za-z_]/.test(head)) throw unreadable(text);
    if (tokens[at] !== "(") return { kind: "path", text: head };
    take("(");
    const parts: AnswerPart[] = [];
    while (tokens[at] !== ")") {
      if (parts.length > 0) take(",");
      const name = tokens[at + 1] === "=" ? take() : undefined;
      if (name !== undefined) take("=");
      parts.push({ name, value: read() });
    }
    take(")");
    let made: Answer = { kind: "made", head, parts };
    while (tokens[at]?.startsWith(".") === true)
      made = { kind: "member", of: made, field: take().slice(1) };
    return made;
  };
  const answer = read();
  if (at < tokens.length) throw unreadable(text);
  return answer;
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const [, token] = TOKEN.exec(text) ?? [];
    if (token === undefined) throw unreadable(text);
    tokens.push(token);
  }
  return tokens;
}

const unreadable = (text: string): TypeError =>
  new TypeError(`Cannot read the answer ${JSON.stringify(text)}: it is none of this file's`);

/** The inverse of `readAnswer`. */
export function showAnswer(answer: Answer): string {
  if (answer.kind === "member") return `${showAnswer(answer.of)}.${answer.field}`;
  if (answer.kind !== "made") return answer.text;
  const parts = answer.parts.map(({ name, value }) =>
    name === undefined ? showAnswer(value) : `${name}=${showAnswer(value)}`,
  );
  return `${answer.head}(${parts.join(", ")})`;
}
