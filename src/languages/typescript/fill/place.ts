import ts from "typescript";
import { bindAt, flowOf, type InternalChecker, type NumberedType } from "./internal-checker.ts";
import { isVague } from "./type-shapes.ts";

/** A place in a program at which expressions are thought of. */
export interface Place {
  readonly checker: InternalChecker;
  readonly options: ts.CompilerOptions;
  readonly program: ts.Program;
  /** What stands in the hole now. */
  readonly hole: ts.Node;
  /** From where names are looked up. */
  readonly scope: ts.Node;
  readonly isAsync: boolean;
  /** Whether an index may find nothing, and the types say so. */
  readonly isUnchecked: boolean;
}

/** Binds a text where the place is. */
const bindInPlace = (text: string, { scope, hole, options }: Place) =>
  bindAt(text, scope, flowOf(hole), options);

/** The type of a text at a place; `undefined` where it says nothing, or an argument does not fit. */
export function typeInPlace(text: string, place: Place): NumberedType | undefined {
  const node = bindInPlace(text, place);
  if (node === undefined) return undefined;
  const { checker } = place;
  try {
    const type = checker.getTypeAtLocation(node);
    // What is unknown has a name all the same, and can be handed on.
    const isKnown = (ts.isIdentifier(node) && isUnknown(type)) || !isVague(type, checker);
    if (!isKnown || !takesItsArguments(node, checker)) return undefined;
    return type as NumberedType;
  } catch {
    // A text that the checker stumbles over in a place of its own is no answer: the others go on.
    return undefined;
  }
}

const isUnknown = ({ flags }: ts.Type): boolean => (flags & ts.TypeFlags.Unknown) !== 0;

/** An overload that does not fit is still given a type. */
function takesItsArguments(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isAwaitExpression(node)) return takesItsArguments(node.expression, checker);
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return true;
  const signature = checker.getResolvedSignature(node);
  if (signature === undefined) return false;
  return (node.arguments ?? []).every((argument, at) => {
    const parameter = signature.parameters[Math.min(at, signature.parameters.length - 1)];
    if (parameter === undefined) return false;
    if (ts.isSpreadElement(argument)) return true;
    const type = checker.getTypeOfSymbol(parameter);
    const { valueDeclaration } = parameter;
    const isRest =
      valueDeclaration !== undefined &&
      ts.isParameter(valueDeclaration) &&
      valueDeclaration.dotDotDotToken !== undefined;
    const wanted = isRest ? checker.getIndexTypeOfType(type, ts.IndexKind.Number) : type;
    return (
      wanted === undefined ||
      checker.isTypeAssignableTo(checker.getTypeAtLocation(argument), wanted)
    );
  });
}
