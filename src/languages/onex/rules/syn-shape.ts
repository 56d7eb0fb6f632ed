/** SYN004–SYN007: what was asked for is there, as it was asked for, and nothing stands around it. */

import type { SyntaxNode } from "../../../domain/syntax-tree.ts";
import { childOf, textOf } from "../../../syntax/nodes.ts";
import {
  declaredName,
  isAsync,
  parametersOf,
  returnTypeOf,
  statementsOf,
} from "../../../syntax/python/functions.ts";
import { isTypeCheckingOnly } from "../../../syntax/python/imports.ts";
import type { Reference } from "../../../syntax/python/scope.ts";
import { undefinedNames } from "../../../syntax/python/scopes.ts";
import { eachNode, type Placed } from "./each.ts";
import type { NodeUnit, WantedFunction } from "./node-unit.ts";
import { defineRule, findingAt, type Rule, type RuleFinding } from "./rule.ts";

const findFunctions = (unit: NodeUnit, name: string): readonly Placed[] =>
  [...eachNode(unit, "function_definition")].filter(({ node }) => declaredName(node) === name);

/** A method's body alone cannot hold what was asked for around it. */
const isBodyOnly = ({ files }: NodeUnit): boolean => files.some(({ isFragment }) => isFragment);

function* checkPresent(unit: NodeUnit): Generator<RuleFinding> {
  const [first] = unit.files;
  if (first === undefined || isBodyOnly(unit)) return;
  const top = { start: 0, end: 0 };
  for (const { name } of unit.wanted.functions)
    if (findFunctions(unit, name).length === 0)
      yield findingAt(first, top, `The method ${name} is missing`, { facts: { missing: name } });
  const classes = new Set(
    [...eachNode(unit, "class_definition")].map(({ node }) => declaredName(node)),
  );
  for (const name of unit.wanted.classes)
    if (!classes.has(name))
      yield findingAt(first, top, `The class ${name} is missing`, { facts: { missing: name } });
}

function* checkSignatures(unit: NodeUnit): Generator<RuleFinding> {
  if (isBodyOnly(unit)) return;
  for (const wanted of unit.wanted.functions) {
    const found = findFunctions(unit, wanted.name);
    const [first] = found;
    if (wanted.declaration === undefined || first === undefined) continue;
    const { declaration } = wanted;
    if (found.some(({ node }) => differences(node, declaration).length === 0)) continue;
    yield findingAt(
      first.file,
      {
        start: first.node.start,
        end: (childOf(first.node, "return_type") ?? childOf(first.node, "parameters") ?? first.node)
          .end,
      },
      `The signature of ${wanted.name} differs: ${differences(first.node, declaration).join("; ")}`,
      { help: `Write \`${wanted.signature}\`` },
    );
  }
}

function differences(
  found: SyntaxNode,
  wanted: NonNullable<WantedFunction["declaration"]>,
): readonly string[] {
  const [is, should] = [heads(found), heads(wanted)];
  const said: string[] = [];
  if (isAsync(found) !== isAsync(wanted))
    said.push(isAsync(wanted) ? "it is to be async" : "it is not to be async");
  for (let at = 0; at < Math.max(is.parameters.length, should.parameters.length); at += 1) {
    const [one, other] = [is.parameters[at], should.parameters[at]];
    if (one === other) continue;
    said.push(
      `${one === undefined ? "no parameter" : `\`${one}\``} instead of ${other === undefined ? "none" : `\`${other}\``}`,
    );
  }
  if (is.returns !== should.returns)
    said.push(
      `returns ${is.returns ?? "what it does not say"}, not ${should.returns ?? "what is not said"}`,
    );
  return said;
}

function heads(callable: SyntaxNode) {
  const returns = returnTypeOf(callable);
  return {
    parameters: parametersOf(callable)
      .filter(({ name }, at) => at > 0 || (name !== "self" && name !== "cls"))
      .map(({ node }) => plain(node)),
    returns: returns === undefined ? undefined : plain(returns),
  };
}

/** Without what a formatter decides: blanks, quotes around types, commas before brackets. */
const plain = (node: SyntaxNode): string =>
  textOf(node)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([[\](){}:=|,*]) ?/g, "$1")
    .replaceAll(/,(?=[\])}])/g, "")
    .replaceAll("'", '"')
    .replace(/:"(?<type>[^"]+)"/, ":$<type>");

/** Where names of the standard library that nodes use come from. */
const STANDARD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    uuid: "UUID uuid4",
    decimal: "Decimal",
    datetime: "datetime timedelta UTC timezone",
    pathlib: "Path",
    typing: "Protocol Any TYPE_CHECKING",
    enum: "StrEnum Enum",
    "collections.abc": "Sequence Mapping Callable Awaitable",
    pydantic: "BaseModel ConfigDict Field field_validator",
  }).flatMap(([module, names]) => names.split(" ").map((name) => [name, module] as const)),
);
const MODULES = new Set([
  "asyncio",
  "time",
  "json",
  "math",
  "re",
  "os",
  "uuid",
  "hashlib",
  "datetime",
  "itertools",
]);

function* checkDefined(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    if (file.isFragment) continue;
    const seen = new Set<string>();
    for (const reference of undefinedNames(file.module)) {
      if (seen.has(reference.name)) continue;
      seen.add(reference.name);
      yield findingAt(
        file,
        reference.node,
        `Nothing defines ${reference.name}`,
        helpFor(reference, unit),
      );
    }
  }
}

function helpFor({ name }: Reference, { core, files }: NodeUnit): { readonly help?: string } {
  const sibling = files.find(({ module }) =>
    module.all("class_definition").some((node) => declaredName(node) === name),
  );
  const fileName = sibling?.path.split("/").at(-1)?.replace(/\.py$/, "");
  const home =
    fileName === undefined ? (core.homesOf(name)[0] ?? STANDARD.get(name)) : `.${fileName}`;
  if (home !== undefined && home !== name) return { help: `Add \`from ${home} import ${name}\`` };
  return MODULES.has(name) ? { help: `Add \`import ${name}\`` } : {};
}

const ALLOWED =
  /^(?:comment|return_statement|import_statement|import_from_statement|future_import_statement|function_definition|class_definition|decorated_definition|type_alias_statement|ERROR)$/;

function* checkStray(unit: NodeUnit): Generator<RuleFinding> {
  for (const file of unit.files) {
    if (file.isFragment) continue;
    for (const statement of statementsOf(file.module.root))
      if (!isAllowedAtTop(statement))
        yield findingAt(file, statement, "Code that runs when the file is imported");
  }
}

function isAllowedAtTop(statement: SyntaxNode): boolean {
  if (ALLOWED.test(statement.type)) return true;
  const inner = statement.type === "expression_statement" ? statement.children[0] : undefined;
  if (inner !== undefined) {
    const isText = inner.type === "string" || inner.type === "concatenated_string";
    return inner.type === "assignment" || isText || isListGrowing(inner);
  }
  if (statement.type === "if_statement") {
    const [first] = statementsOf(statement);
    return first !== undefined && isTypeCheckingOnly(first);
  }
  // `try: import fast` with a way around.
  return (
    statement.type === "try_statement" &&
    statementsOf(statement).every(({ type }) => type.startsWith("import"))
  );
}

/** `__all__ += [...]`. */
const isListGrowing = (node: SyntaxNode): boolean =>
  node.type === "augmented_assignment" && /^__all__\b/.test(textOf(node));

export const SHAPE_RULES: readonly Rule[] = [
  defineRule({
    id: "SYN004",
    category: "specification-changed",
    title: "Declare what was asked for, by its exact name",
    fix: "Write it, with exactly this name",
    check: checkPresent,
  }),
  defineRule({
    id: "SYN005",
    category: "specification-changed",
    title: "Keep the signature that was asked for",
    fix: "Restore the signature",
    check: checkSignatures,
  }),
  defineRule({
    id: "SYN006",
    category: "name",
    title: "Every name is imported or defined",
    fix: "Import or define it",
    check: checkDefined,
  }),
  defineRule({
    id: "SYN007",
    severity: "warning",
    title: "At the top of a file stand imports, definitions and constants only",
    fix: "Remove it, or move it into a function",
    check: checkStray,
  }),
];
