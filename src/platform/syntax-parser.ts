import { createRequire } from "node:module";
import { Language, Parser, type TreeCursor } from "web-tree-sitter";
import { Fault } from "../domain/fault.ts";
import type { SyntaxNode, SyntaxTree } from "../domain/syntax-tree.ts";
import type { Grammar, SyntaxParser } from "../ports/syntax-parser.ts";
import { createBoundedMap } from "../std/bounded-map.ts";

/** A megabyte takes about a second; what takes this long is no source text. */
const MAX_PARSE_MS = 10_000;
/** A repair parses what the attempt before it parsed. */
const MAX_REMEMBERED = 16;

/** A parser whose grammars are loaded when they are first asked for. */
export function createSyntaxParser(): SyntaxParser {
  const parsers = new Map<string, Promise<Parser>>();
  const trees = createBoundedMap<SyntaxTree>(MAX_REMEMBERED);
  return {
    async parse(text, grammar) {
      const key = `${grammar.file}\n${text}`;
      const known = trees.get(key);
      if (known !== undefined) return known;
      const parser = parsers.get(grammar.file) ?? loadParser(grammar);
      parsers.set(grammar.file, parser);
      const tree = parse(await parser, text);
      trees.set(key, tree);
      return tree;
    },
  };
}

async function loadParser({ file }: Grammar): Promise<Parser> {
  await Parser.init();
  const language = await Language.load(createRequire(import.meta.url).resolve(file));
  const parser = new Parser();
  parser.setLanguage(language);
  return parser;
}

function parse(parser: Parser, text: string): SyntaxTree {
  const startedAt = performance.now();
  const tree = parser.parse(text, null, {
    progressCallback: () => performance.now() - startedAt > MAX_PARSE_MS,
  });
  if (tree === null) {
    parser.reset();
    throw new Fault("source/unreadable", "Cannot parse the text: it takes too long", {
      help: "Split the file, or leave it out",
    });
  }
  const cursor = tree.walk();
  try {
    return { root: toNodes(cursor, text), hasError: tree.rootNode.hasError };
  } finally {
    cursor.delete();
    tree.delete();
  }
}

interface GrowingNode extends SyntaxNode {
  readonly children: SyntaxNode[];
}

/** Without recursion: a hostile text is nested deeper than any stack. */
function toNodes(cursor: TreeCursor, source: string): SyntaxNode {
  const root = toNode(cursor, undefined, source);
  let node = root;
  for (;;) {
    if (cursor.gotoFirstChild()) {
      node = append(node, cursor, source);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return root;
      node = node.parent as GrowingNode;
    }
    node = append(node.parent as GrowingNode, cursor, source);
  }
}

function append(parent: GrowingNode, cursor: TreeCursor, source: string): GrowingNode {
  const node = toNode(cursor, parent, source);
  parent.children.push(node);
  return node;
}

const toNode = (
  cursor: TreeCursor,
  parent: SyntaxNode | undefined,
  source: string,
): GrowingNode => ({
  type: cursor.nodeType,
  isNamed: cursor.nodeIsNamed,
  field: cursor.currentFieldName ?? undefined,
  start: cursor.startIndex,
  end: cursor.endIndex,
  isMissing: cursor.nodeIsMissing,
  parent,
  children: [],
  source,
});
