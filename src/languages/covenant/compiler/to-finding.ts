import { type Finding, finding } from "../finding.ts";
import type { FindingPhase } from "../rules.ts";
import { functionSignature, headerRange } from "../semantics/declarations.ts";
import type { Program, Snippet } from "../syntax/ast.ts";
import { readString } from "../syntax/string-value.ts";
import type { Range, Token } from "../syntax/token.ts";
import type { CompilerFinding, FindingKind, Meaning } from "./compiler-finding.ts";

const PHASES: Readonly<Record<FindingKind, FindingPhase>> = {
  parse: "parser",
  symbol: "type_check",
  type: "type_check",
  requirement: "type_check",
  effect: "effect_check",
};

const UNLOCATED_HELP =
  "The compiler does not say where this is, and the embedded checker does not see it";

/**
 * Turns what the compiler says about `program` into findings of ours, in the place that it names, or where the text
 * shows what it means, or else at the start of the file.
 */
export function createFindingConverter(program: Program): (theirs: CompilerFinding) => Finding {
  const names = indexNames(program);
  return (theirs) => {
    const { rule, facts } = complete(theirs.meaning, names) ?? {
      rule: "compiler_message",
      facts: { kind: theirs.kind },
    };
    const place = locate(theirs, names, program.tokens);
    const converted = finding(rule, place ?? { start: 0, end: 0 }, facts, theirs.message, {
      severity: theirs.severity,
      help: place === undefined ? UNLOCATED_HELP : undefined,
    });
    if (rule !== "compiler_message") return converted;
    return { ...converted, phase: PHASES[theirs.kind], code: theirs.code ?? converted.code };
  };
}

/** Where names stand in a program; the first place of each, except for repeated ids. */
interface NameIndex {
  readonly callees: ReadonlyMap<string, Range>;
  readonly values: ReadonlyMap<string, Range>;
  /** Targets of relations, without knowing that they are. */
  readonly links: ReadonlyMap<string, Range>;
  readonly snippets: ReadonlyMap<string, readonly Snippet[]>;
  /** Ids by the short names of their functions. */
  readonly idsByShortName: ReadonlyMap<string, string>;
}

const VALUE_ATTRIBUTES: ReadonlySet<string> = new Set(["from", "var", "of", "on", "condition"]);

function indexNames({ tokens, snippets }: Program): NameIndex {
  const [callees, values, links] = [
    new Map<string, Range>(),
    new Map<string, Range>(),
    new Map<string, Range>(),
  ];
  const note = (places: Map<string, Range>, name: string, { start, end }: Range): void => {
    if (!places.has(name)) places.set(name, { start, end });
  };
  for (const token of tokens) {
    if (token.kind !== "string" || tokens[token.index - 1]?.text !== "=") continue;
    const attribute = tokens[token.index - 2]?.text ?? "";
    const name = readString(token).text;
    if (attribute === "fn") note(callees, name, token);
    if (attribute === "to" || attribute === "from") note(links, name, token);
    if (!VALUE_ATTRIBUTES.has(attribute)) continue;
    note(values, name, token);
    note(values, name.split(".", 1)[0] ?? name, token);
  }
  const idsByShortName = snippets.flatMap((snippet): [string, string][] => {
    const signature = functionSignature(snippet);
    return signature === undefined ? [] : [[signature.name.text, snippet.id.text]];
  });
  return {
    callees,
    values,
    links,
    snippets: Map.groupBy(snippets, ({ id }) => id.text),
    idsByShortName: new Map(idsByShortName),
  };
}

/** Says what the message leaves open and the program shows. */
function complete(meaning: Meaning | undefined, names: NameIndex): Meaning | undefined {
  switch (meaning?.rule) {
    case "undefined_variable": {
      if (!names.callees.has(meaning.facts.name)) return meaning;
      return { rule: "undefined_function", facts: meaning.facts };
    }
    case "undefined_function": {
      const { name } = meaning.facts;
      const id = names.idsByShortName.get(name);
      return id === undefined ? meaning : { rule: "short_name_call", facts: { name, id } };
    }
    case "duplicate_id": {
      const { id } = meaning.facts;
      const first = names.snippets.get(id)?.[0]?.id ?? meaning.facts.first;
      return { rule: "duplicate_id", facts: { id, first } };
    }
    default:
      return meaning;
  }
}

function locate(
  { meaning, range }: CompilerFinding,
  names: NameIndex,
  tokens: readonly Token[],
): Range | undefined {
  const headerOf = (id: string): Range | undefined => {
    const snippet = names.snippets.get(id)?.at(-1);
    return snippet && headerRange(snippet);
  };
  switch (meaning?.rule) {
    case "undefined_variable":
      return names.callees.get(meaning.facts.name) ?? names.values.get(meaning.facts.name);
    case "undefined_function":
      return names.callees.get(meaning.facts.name);
    case "relation_target":
      return names.links.get(meaning.facts.target);
    case "missing_signature":
      return headerOf(meaning.facts.snippet);
    case "duplicate_id":
    case "extern_namespace":
      return headerOf(meaning.facts.id);
    case "call_cycle":
      return headerOf(meaning.facts.cycle[0] ?? "");
    case "pure_calls_effectful":
    case "missing_effect":
    case "effect_parameter":
      return headerOf(meaning.facts.function) ?? range;
    default:
      return range && tokenAt(tokens, range.start);
  }
}

/** The token that begins at a place or holds it, else the point itself. */
function tokenAt(tokens: readonly Token[], offset: number): Range {
  let [low, high] = [0, tokens.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const token = tokens[low];
  return token === undefined || token.start > offset
    ? { start: offset, end: offset }
    : { start: token.start, end: token.end };
}
