import ts from "typescript";
import type { InternalChecker } from "../fill/internal-checker.ts";

/**
 * Whether the type of a parameter without annotation is known for good: what it is given to is complete, and no
 * argument that follows can choose another overload or another type argument.
 */
export function isDetermined(
  owner: ts.ArrowFunction | ts.FunctionExpression | ts.MethodDeclaration,
  parameter: ts.ParameterDeclaration,
  checker: InternalChecker,
): boolean {
  const index = owner.parameters.indexOf(parameter);
  let outermost: ts.Node = owner;
  while (ts.isParenthesizedExpression(outermost.parent)) outermost = outermost.parent;
  const call = outermost.parent;
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return false;
  const at = call.arguments?.indexOf(outermost as ts.Expression) ?? -1;
  if (at < 0 || call.arguments?.slice(0, at).some(ts.isSpreadElement) === true) return false;
  const callee = checker.getNonNullableType(checker.getTypeAtLocation(call.expression));
  const kind = ts.isCallExpression(call) ? ts.SignatureKind.Call : ts.SignatureKind.Construct;
  const signatures = checker.getSignaturesOfType(callee, kind);
  const [first, ...more] = signatures.map((one) => parameterOf(one, at, index, checker));
  return first !== undefined && more.every((other) => other === first);
}

/** The type, in words, that a callback's parameter has by one signature alone. */
function parameterOf(
  signature: ts.Signature,
  at: number,
  index: number,
  checker: InternalChecker,
): string | undefined {
  const wanted = signature.parameters[at];
  if (wanted === undefined) return undefined;
  const { valueDeclaration } = wanted;
  if (
    valueDeclaration !== undefined &&
    ts.isParameter(valueDeclaration) &&
    valueDeclaration.dotDotDotToken
  )
    return undefined;
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(wanted));
  const [callback, ...others] = type.getCallSignatures();
  const given = callback?.parameters[index];
  if (callback === undefined || others.length > 0 || given === undefined) return undefined;
  const words = checker.typeToString(
    checker.getTypeOfSymbol(given),
    undefined,
    ts.TypeFormatFlags.NoTruncation,
  );
  const isOpen = (signature.typeParameters ?? []).some(({ symbol }) =>
    new RegExp(`(?<![\\w$])${symbol.name.replaceAll("$", "\\$")}(?![\\w$])`).test(words),
  );
  return isOpen ? undefined : words;
}
