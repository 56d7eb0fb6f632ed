/** A declaration of a signature with a body that throws. */

import ts from "typescript";
import type { Declaration } from "../compiler/signature/declarations.ts";
import { nameOf } from "../compiler/signature/declarations.ts";

/** What stands in the body of the function called `name`, one statement a line. */
export type RenderBody = (
  name: string,
  parameters: readonly ts.ParameterDeclaration[],
) => readonly string[];

/** `undefined` where the declaration cannot be completed without knowing more than it says. */
export function renderDeclaration(
  declaration: Declaration,
  renderBody: RenderBody,
): string | undefined {
  if (ts.isFunctionDeclaration(declaration)) {
    const head = exported(headOf(declaration, declaration.body));
    return `${head} ${block(renderBody(nameOf(declaration), declaration.parameters), "")}`;
  }
  if (ts.isVariableStatement(declaration)) return renderVariable(declaration, renderBody);
  if (ts.isClassDeclaration(declaration)) return renderClass(declaration, renderBody);
  return exported(declaration.getText());
}

const exported = (text: string): string => (/^export\b/.test(text) ? text : `export ${text}`);

/** The text up to the body. */
const headOf = (node: ts.Node, body: ts.Node | undefined): string =>
  node
    .getText()
    .slice(0, body === undefined ? undefined : body.getStart() - node.getStart())
    .trim()
    .replace(/[\s;{]+$/, "");

const block = (lines: readonly string[], indent: string): string =>
  [`{`, ...lines.map((line) => `${indent}  ${line}`), `${indent}}`].join("\n");

function renderVariable(
  statement: ts.VariableStatement,
  renderBody: RenderBody,
): string | undefined {
  const [variable] = statement.declarationList.declarations;
  if (variable === undefined) return undefined;
  const { initializer, type } = variable;
  const name = nameOf(statement);
  if (initializer === undefined) {
    if (type === undefined || !ts.isFunctionTypeNode(type)) return undefined;
    const text = exported(statement.getText().replace(/;\s*$/, ""));
    return `${text} = () => ${block(renderBody(name, []), "")};`;
  }
  if (!ts.isArrowFunction(initializer) && !ts.isFunctionExpression(initializer))
    return exported(statement.getText());
  const head = headOf(statement, initializer.body);
  return `${exported(head)} ${block(renderBody(name, initializer.parameters), "")};`;
}

function renderClass(declaration: ts.ClassDeclaration, renderBody: RenderBody): string | undefined {
  const isDerived = declaration.heritageClauses?.some(
    ({ token }) => token === ts.SyntaxKind.ExtendsKeyword,
  );
  const members: string[] = [];
  let fails = false;
  for (const member of declaration.members) {
    const name = `${nameOf(declaration)}.${member.name?.getText() ?? "constructor"}`;
    if (isAbstract(member) || ts.isIndexSignatureDeclaration(member))
      members.push(member.getText());
    else if (ts.isPropertyDeclaration(member)) members.push(renderProperty(member));
    else if (ts.isFunctionLike(member)) {
      // A derived constructor calls another one with arguments that nobody told.
      if (isDerived === true && ts.isConstructorDeclaration(member)) return undefined;
      fails = true;
      const body = "body" in member ? member.body : undefined;
      const lines = renderBody(name, [...member.parameters]);
      members.push(`${headOf(member, body)} ${block(lines, "  ")}`);
    } else return undefined;
  }
  if (!fails && isDerived !== true) {
    members.push(`constructor() ${block(renderBody(nameOf(declaration), []), "  ")}`);
    fails = true;
  }
  if (!fails) return undefined;
  const text = declaration.getText();
  const head = text.slice(
    0,
    text.indexOf("{", declaration.members.pos - declaration.getStart() - 1),
  );
  return [exported(`${head.trim()} {`), ...members.map((member) => `  ${member}`), "}"].join("\n");
}

const isAbstract = (member: ts.ClassElement): boolean =>
  ts.canHaveModifiers(member) &&
  (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword);

/** A field without a value gets one that is never there: an object that pretends to be whole is never made. */
function renderProperty(property: ts.PropertyDeclaration): string {
  const text = property.getText().replace(/[;,]\s*$/, "");
  const needsValue =
    property.initializer === undefined &&
    property.questionToken === undefined &&
    property.exclamationToken === undefined;
  return needsValue ? `${text} = missing(${JSON.stringify(property.name.getText())});` : `${text};`;
}
