/** The rules as Lark for llguidance: each rule once for every depth at which it may stand. */

import type { Part, Rules, Shape } from "../rules/notation.ts";

export interface LarkOptions {
  /** The module that snippets of one's own belong to. */
  readonly module: string;
  /** The id that none of them may have. */
  readonly functionId: string;
  /** Blocks are nested no deeper: lines begin with at most twice as many blanks. */
  readonly deepest: number;
}

/** Deeper than anyone writes for one function. */
export const DEEPEST_LEVEL = 12;

/** What cannot be written at a depth: the alternatives that need it fall away. */
const IMPOSSIBLE = undefined;

/** @throws {RangeError} where the rules have no text at all. */
export function renderLark(rules: Rules, options: LarkOptions): string {
  const terminals = shapesOf(options);
  const used = new Set<Shape>();
  const written = new Map<string, string | undefined>();
  const shares = new Map<string, string>();
  let hasNumbers = false;
  let hasSql = false;

  /** The rule at this depth, rendered when first asked for. */
  function render(name: string, level: number): string | undefined {
    if (level > options.deepest) return IMPOSSIBLE;
    const id = name === "start" ? name : `${name}_${level}`;
    if (written.has(id)) return written.get(id) === undefined ? IMPOSSIBLE : id;
    // A rule that leads to itself exists while it is being rendered.
    written.set(id, "");
    const body = larkOf(rules.get(name) ?? failOn(name), level);
    written.set(id, body);
    return body === IMPOSSIBLE ? IMPOSSIBLE : id;
  }

  function larkOf(part: Part, level: number): string | undefined {
    const atoms = atomsOf(part, level);
    return atoms && joinAtoms(atoms);
  }

  /** In their order; texts that stand beside each other become one. */
  function atomsOf(part: Part, level: number): readonly Atom[] | undefined {
    switch (part.kind) {
      case "word":
        return [constant(part.text)];
      case "blank":
        return [constant(part.text)];
      case "line":
        return level + part.level > options.deepest
          ? IMPOSSIBLE
          : [constant(`\n${"  ".repeat(level + part.level)}`)];
      case "event":
      case "also":
        return [];
      case "string":
        return stringAtoms(part);
      case "name":
        return [grammar(shared(alternatives(part.values)))];
      case "number":
        hasNumbers = true;
        return [grammar(part.isFloat ? "INT FRACTION?" : "INT")];
      case "sql": {
        hasSql = true;
        const indent = "  ".repeat(level + part.level);
        return [grammar(`(${quote(`\n${indent}`)} SQL_INDENT? SQL)+`)];
      }
      case "rule": {
        const id = render(part.name, level + part.level);
        return id === undefined ? IMPOSSIBLE : [grammar(id)];
      }
      case "sequence": {
        const atoms: Atom[] = [];
        for (const each of part.parts) {
          const found = atomsOf(each, level);
          if (found === IMPOSSIBLE) return IMPOSSIBLE;
          atoms.push(...found);
        }
        return atoms;
      }
      case "choice": {
        const options = part.parts
          .filter(({ kind }) => kind !== "also")
          .flatMap((each) => larkOf(each, level) ?? []);
        if (options.length === 0) return IMPOSSIBLE;
        const some = options.filter((each) => each !== "");
        if (some.length === 0) return [];
        const optional = some.length < options.length ? "?" : "";
        return [grammar(`${shared(some.join(" | "))}${optional}`)];
      }
      case "many": {
        const item = larkOf(part.part, level);
        if (item === undefined) return part.least === 0 ? [] : IMPOSSIBLE;
        return [grammar(`(${item})${part.least === 0 ? "*" : "+"}`)];
      }
    }
  }

  /** What is the same at every depth stands once. */
  function shared(text: string): string {
    const known = shares.get(text) ?? `part_${shares.size}`;
    shares.set(text, known);
    return known;
  }

  function stringAtoms({
    role,
    values,
    shape,
  }: Extract<Part, { kind: "string" }>): readonly Atom[] {
    const [only, ...others] = values ?? [];
    if (values !== undefined && only === undefined) throw new RangeError("a list without values");
    // The lexer never goes back: a quote that other ids begin with as well stands alone.
    if (only !== undefined && others.length === 0 && role !== "snippet-id")
      return [constant(`"${only}"`)];
    if (values !== undefined)
      return [constant('"'), grammar(shared(alternatives(values))), constant('"')];
    used.add(shape);
    if (shape === "text") return [grammar("TEXT")];
    return [constant('"'), grammar(terminalName(shape)), constant('"')];
  }

  render("start", 0);
  const lines = [...written].flatMap(([id, body]) =>
    body === undefined ? [] : [`${id}: ${body === "" ? '""' : body}`],
  );
  return [
    ...lines,
    ...[...shares].map(([text, id]) => `${id}: ${text}`),
    ...[...used].map((shape) => `${terminalName(shape)}: ${terminals[shape]}`),
    ...(hasNumbers ? ["INT: /[0-9]{1,15}/", "FRACTION: /\\.[0-9]{1,9}/"] : []),
    ...(hasSql ? [`SQL_INDENT: / {1,12}/`, `SQL: ${SQL}`] : []),
    "",
  ].join("\n");
}

type Atom = { readonly kind: "constant" | "grammar"; readonly text: string };
const constant = (text: string): Atom => ({ kind: "constant", text });
const grammar = (text: string): Atom => ({ kind: "grammar", text });

function joinAtoms(atoms: readonly Atom[]): string {
  const merged: Atom[] = [];
  for (const atom of atoms) {
    const before = merged.at(-1);
    if (before?.kind === "constant" && atom.kind === "constant")
      merged[merged.length - 1] = constant(before.text + atom.text);
    else merged.push(atom);
  }
  return merged.map(({ kind, text }) => (kind === "constant" ? quote(text) : text)).join(" ");
}

const quote = (text: string): string => JSON.stringify(text);

const alternatives = (values: readonly string[]): string => values.map(quote).join(" | ");

const terminalName = (shape: Shape): string => shape.toUpperCase().replaceAll("-", "_");

const WORD = "[a-z_][a-zA-Z0-9_]{0,39}";
const UPPER = "[A-Z][a-zA-Z0-9]{0,39}";

/**
 * One line of SQL: neither the words that would close or nest it, nor comments, nor open quotes. A blank or a slash is
 * always followed by something else.
 */
const SQL =
  '/[^\\x00-\\x20"\\\\\\/]{1,40}(( {1,2}| {0,2}\\/ {0,2})[^\\x00-\\x20"\\\\\\/]{1,40}){0,24}/ & ~/(.*[^A-Za-z0-9_])?(end|body)([^A-Za-z0-9_].*)?/';

const shapesOf = ({ module, functionId }: LarkOptions): Readonly<Record<Shape, string>> => ({
  name: `/${WORD}/`,
  path: `/${WORD}(\\.${WORD}){0,3}/`,
  dotted: `/[a-z_][a-zA-Z0-9_]{0,39}(\\.${WORD}){0,3}/`,
  type: `/${typePattern(3)}/`,
  "type-name": `/${UPPER}/`,
  case: `/${typePattern(2)}(\\[\\]|\\?)?|${UPPER}::${UPPER}/`,
  "step-id": "/[a-z][0-9]{1,3}([a-z][0-9]{0,2}){0,5}/",
  // The quotes belong to it: what stands between them may be empty.
  text: '/"([^"\\\\\\x00-\\x1f]|\\\\["nt]){0,200}"/',
  "upper-name": `/${UPPER}/`,
  "function-id": `/${escaped(module)}\\.${WORD}/ & ~/${escaped(functionId)}/`,
  "type-id": `/${escaped(module)}\\.${UPPER}/`,
});

/** `Int`, `List<String>`, `Map<String, Item>`. */
const typePattern = (depth: number): string =>
  depth === 0
    ? UPPER
    : `(${UPPER}|(List|Set|Optional)<${typePattern(depth - 1)}>|Map<String, ${typePattern(depth - 1)}>)`;

const escaped = (text: string): string => text.replace(/[.]/g, "\\.");

function failOn(name: string): never {
  throw new RangeError(`there is no rule "${name}"`);
}
