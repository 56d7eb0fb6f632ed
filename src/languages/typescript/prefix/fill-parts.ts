import ts from "typescript";
import { isRequired } from "./compose-value.ts";
import { type EndPart, NO_END } from "./end-part.ts";
import { literalOf, membersOf, NEVER, valuesOf } from "./end-values.ts";
import { guarded } from "./guarded.ts";
import { CURSOR, type OpenText } from "./open-text.ts";
import { bindPiece, openingOf, type Piece, parsePiece } from "./piece.ts";
import type { ValuePlace } from "./value-place.ts";

const MOST_FILLED = 5;

/** The parts as texts, with what types ask for in them; the likeliest first. */
export function fillParts(
  text: string,
  parts: readonly EndPart[],
  open: OpenText,
): readonly string[] | undefined {
  if (parts.includes(NO_END)) return undefined;
  if (parts.every((part) => typeof part === "string")) return [joined(text, parts)];
  let said = text;
  const places: { readonly need: string; readonly at: number }[] = [];
  for (const part of parts) {
    if (typeof part === "string") said += gapBetween(said, part) + part;
    else {
      said += gapBetween(said, MARKS[part.need]);
      places.push({ need: part.need, at: said.length });
      said += MARKS[part.need];
    }
  }
  const piece = parsePiece(`${said}\n`, open.file.fileName, openingOf(open));
  bindPiece(piece, open);
  const choices = places.map((place) => guarded(() => choicesFor(place, piece, open)) ?? []);
  const most = Math.max(...choices.map(({ length }) => length));
  if (choices.some(({ length }) => length === 0)) return undefined;
  return Array.from({ length: Math.min(most, MOST_FILLED) }, (_, round) => {
    let hole = 0;
    const filled = parts.map((part) => {
      if (typeof part === "string") return part;
      const choice = choices[hole] ?? [];
      hole += 1;
      return choice[Math.min(round, choice.length - 1)] ?? "";
    });
    return joined(text, filled);
  });
}

/** Words need a blank between them. */
const gapBetween = (before: string, after: string): string =>
  (/[\w$]$/.test(before) && /^[\w$]/.test(after)) || (SPACED.test(before) && /^\S/.test(after))
    ? " "
    : "";

const SPACED = /(?<![\w$.])(?:in|of|instanceof|as|case|throw|new|keyof)$/;

function joined(text: string, parts: readonly string[]): string {
  let said = text;
  for (const part of parts) {
    const next = /\s$/.test(said) ? part.trimStart() : part;
    said += gapBetween(said, next) + next;
  }
  return said.slice(text.length);
}

const MARKS = {
  value: CURSOR,
  member: CURSOR,
  class: CURSOR,
  type: "unknown",
  arguments: "",
  members: "",
  elements: "",
} as const;

function choicesFor(
  { need, at }: { readonly need: string; readonly at: number },
  piece: Piece,
  open: OpenText,
): readonly string[] {
  const { file, from } = piece;
  const position = at + from;
  const place = (node: ts.Node): ValuePlace => ({ checker: open.checker, node });
  switch (need) {
    case "type":
      return ["unknown", "string, unknown", "string", "number", "string[]"];
    case "class":
      return ["Error", "Map", "Set", "Date"];
    case "value": {
      const node = nodeAt(file, position, ts.isIdentifier);
      if (node !== undefined && ts.isAwaitExpression(node.parent)) return ["Promise.resolve(0)"];
      return node === undefined
        ? []
        : valuesOf(wantedAt(node as ts.Expression, place(node)), place(node));
    }
    case "member": {
      const node = nodeAt(file, position, ts.isIdentifier)?.parent;
      return node !== undefined && ts.isPropertyAccessExpression(node)
        ? membersAt(node, place(node))
        : [];
    }
    case "arguments": {
      const node = endingAt(
        file,
        position,
        (one) => ts.isCallExpression(one) || ts.isNewExpression(one),
      );
      return node === undefined ? [""] : restOfCall(node as ts.CallExpression, place(node));
    }
    case "members": {
      const node = endingAt(file, position, ts.isObjectLiteralExpression);
      return node === undefined
        ? [""]
        : restOfObject(node as ts.ObjectLiteralExpression, place(node));
    }
    default: {
      const node = endingAt(file, position, ts.isArrayLiteralExpression);
      return node === undefined
        ? [""]
        : restOfTuple(node as ts.ArrayLiteralExpression, place(node));
    }
  }
}

function nodeAt(
  file: ts.SourceFile,
  position: number,
  is: (node: ts.Node) => boolean,
): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.pos > position || node.end < position) return;
    if (is(node) && node.getStart(file) === position) found = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The innermost whose last bracket comes at `position`, or after the blanks there. */
function endingAt(
  file: ts.SourceFile,
  position: number,
  is: (node: ts.Node) => boolean,
): ts.Node | undefined {
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (node.pos > position || node.end < position) return;
    if (is(node) && file.text.slice(position, node.end).trim().length === 1) found = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What is expected of a value: by what is around it, or beside it. */
function wantedAt(node: ts.Expression, { checker }: ValuePlace): ts.Type | undefined {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && parent.right === node) {
    const left = checker.getTypeAtLocation(parent.left);
    const isKept = parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    return isKept ? left : checker.getBaseTypeOfLiteralType(left);
  }
  return checker.getContextualType(node);
}

function membersAt(node: ts.PropertyAccessExpression, { checker }: ValuePlace): readonly string[] {
  const owner = checker.getApparentType(
    checker.getNonNullableType(checker.getTypeAtLocation(node.expression)),
  );
  const wanted = checker.getContextualType(node);
  const members = checker
    .getAugmentedPropertiesOfType(owner)
    .filter(({ name }) => /^[a-z]\w*$/i.test(name));
  const rank = (member: ts.Symbol): number => {
    const type = checker.getTypeOfSymbol(member);
    if (wanted !== undefined) return checker.isTypeAssignableTo(type, wanted) ? 0 : 2;
    return type.getCallSignatures().length > 0 ? 1 : 0;
  };
  const ranked = members.map((member) => [rank(member), member.name] as const);
  const plain = ranked.sort(([a], [b]) => a - b).map(([, name]) => name);
  return ["toString()", ...plain.slice(0, 4)].sort(
    (a, b) => Number(a === "toString()") - Number(b === "toString()"),
  );
}

function restOfCall(
  call: ts.CallExpression | ts.NewExpression,
  place: ValuePlace,
): readonly string[] {
  const { checker } = place;
  const given = call.arguments?.length ?? 0;
  const callee = checker.getTypeAtLocation(call.expression);
  const kind = ts.isCallExpression(call) ? ts.SignatureKind.Call : ts.SignatureKind.Construct;
  const signatures = checker.getSignaturesOfType(checker.getNonNullableType(callee), kind);
  const resolved = checker.getResolvedSignature(call);
  const all = new Set([...(resolved === undefined ? [] : [resolved]), ...signatures]);
  const isOpen = given > 0 && call.arguments?.hasTrailingComma !== true;
  const rests = [...all].map((signature) => {
    const wanted = signature.parameters.slice(given).filter((one) => isRequired(one));
    const values = wanted.map((one) => {
      const type = checker.getTypeOfSymbolAtLocation(one, call);
      return valuesOf(type, place)[0] ?? literalOf(type, place, 0) ?? NEVER;
    });
    if (values.length === 0) return "";
    return (isOpen ? ", " : "") + values.join(", ");
  });
  return [...new Set(rests)];
}

function restOfObject(node: ts.ObjectLiteralExpression, place: ValuePlace): readonly string[] {
  const wanted = place.checker.getContextualType(node);
  const present = wanted && place.checker.getNonNullableType(wanted);
  if (present === undefined || present.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown))
    return [""];
  const given = new Set(node.properties.map(({ name }) => name?.getText() ?? ""));
  const kinds = present.isUnion() ? present.types : [present];
  const separator = node.properties.length > 0 && !node.properties.hasTrailingComma ? ", " : " ";
  const rests = kinds.map((kind) => {
    const members = membersOf(kind, given, place);
    return members.length === 0 ? "" : separator + members.join(", ");
  });
  return [...new Set(rests)];
}

function restOfTuple(node: ts.ArrayLiteralExpression, place: ValuePlace): readonly string[] {
  const { checker } = place;
  const wanted = checker.getContextualType(node);
  if (wanted === undefined || !checker.isTupleType(wanted)) return [""];
  const parts = checker.getTypeArguments(wanted as ts.TypeReference).slice(node.elements.length);
  const { minLength } = (wanted as ts.TupleTypeReference).target;
  const values = parts
    .slice(0, Math.max(0, minLength - node.elements.length))
    .map((part) => valuesOf(part, place)[0] ?? NEVER);
  if (values.length === 0) return [""];
  const isOpen = node.elements.length > 0 && !node.elements.hasTrailingComma;
  return [(isOpen ? ", " : "") + values.join(", ")];
}
