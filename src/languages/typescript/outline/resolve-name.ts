import ts from "typescript";
import { unwrap } from "../compiler/walk.ts";
import { type FileNames, type ImportedName, moduleOfCall } from "./file-names.ts";
import { type Binding, UNKNOWN } from "./scope.ts";

/** What is known where an expression stands. */
export interface KnownNames {
  readonly file: FileNames;
  readonly locals: ReadonlyMap<string, Binding>;
  /** Fields of the class that the expression stands in. */
  readonly fields: ReadonlyMap<string, Binding>;
}

export type Meaning =
  | {
      readonly kind: "outside";
      /** Imports resolved: `node:fs.readFileSync`. */
      readonly name: string;
      /** Whether the expression says so itself, and no variable had to be followed. */
      readonly isDirect: boolean;
    }
  /** Something that the file declares. */
  | { readonly kind: "file"; readonly name: string };

/** Longer chains than people write: what stands at their beginning is not looked for. */
const MOST_STEPS = 64;

/** What `expression` names, or what its value was made by; `undefined` where nothing tells. */
export function resolveName(expression: ts.Node, names: KnownNames): Meaning | undefined {
  /** Members on the way to the name, last first. */
  const members: string[] = [];
  let isDirect = true;
  let { locals } = names;
  let node: ts.Node | undefined = expression;
  const outside = (base: string): Meaning => {
    return { kind: "outside", name: [base, ...members.toReversed()].join("."), isDirect };
  };
  const follow = (binding: Binding): void => {
    if (binding.member !== undefined) members.push(binding.member);
    isDirect = false;
    node = binding.type ?? binding.value;
    locals = binding.locals ?? locals;
  };
  for (let step = 0; step < MOST_STEPS && node !== undefined; step += 1) {
    const here: ts.Node = ts.isExpression(node) ? unwrap(node) : node;
    if (ts.isIdentifier(here)) {
      const { text } = here;
      const local = locals.get(text);
      const imported = names.file.imports.get(text);
      const variable = names.file.variables.get(text);
      if (local !== undefined) follow(local);
      else if (imported !== undefined) return outside(spell(imported, members));
      else if (variable !== undefined) {
        const { initializer: value, type } = variable;
        if (isFunction(value)) return { kind: "file", name: text };
        follow({ ...UNKNOWN, value, type });
      } else if (names.file.declarations.has(text)) return { kind: "file", name: text };
      else return outside(text);
    } else if (ts.isPropertyAccessExpression(here)) {
      const field =
        here.expression.kind === ts.SyntaxKind.ThisKeyword
          ? names.fields.get(here.name.text)
          : undefined;
      if (field !== undefined) follow(field);
      else {
        members.push(here.name.text);
        node = here.expression;
      }
    } else if (ts.isElementAccessExpression(here)) node = here.expression;
    else if (ts.isCallExpression(here)) {
      const module = moduleOfCall(here);
      if (module !== undefined) return outside(module);
      node = here.expression;
    } else if (ts.isNewExpression(here) || ts.isAwaitExpression(here)) node = here.expression;
    else if (ts.isTypeReferenceNode(here)) node = here.typeName;
    else if (ts.isQualifiedName(here)) {
      members.push(here.right.text);
      node = here.left;
    } else {
      const base = baseOfLiteral(here);
      return base === undefined ? undefined : outside(base);
    }
  }
  return undefined;
}

/** The name that `imported` has where `members` of it are named: a default export alone is what runs. */
function spell({ module, member, isDefault }: ImportedName, members: readonly string[]): string {
  if (member !== undefined) return `${module}.${member}`;
  return isDefault && members.length === 0 ? `${module}.default` : module;
}

function isFunction(value: ts.Expression | undefined): boolean {
  if (value === undefined) return false;
  const inner = unwrap(value);
  return ts.isArrowFunction(inner) || ts.isFunctionExpression(inner) || ts.isClassExpression(inner);
}

/** The global that the members of a literal, or of a type, come from. */
function baseOfLiteral(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return "String";
  if (ts.isArrayLiteralExpression(node) || ts.isArrayTypeNode(node)) return "Array";
  if (ts.isNumericLiteral(node)) return "Number";
  if (ts.isRegularExpressionLiteral(node)) return "RegExp";
  if (node.kind === ts.SyntaxKind.StringKeyword) return "String";
  return node.kind === ts.SyntaxKind.NumberKeyword ? "Number" : undefined;
}
