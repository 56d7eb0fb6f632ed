/** A file as pieces that mention each other. */

import ts from "typescript";
import { readFileNames } from "./file-names.ts";
import { functionOfMember, memberName } from "./find-functions.ts";
import { type Facts, gatherFacts, type Mention } from "./gather-facts.ts";
import type { Piece, Reachable } from "./reach.ts";
import type { KnownNames } from "./resolve-name.ts";
import { type Binding, readFields, readLocals } from "./scope.ts";

export interface OpenFile extends Reachable {
  /** `node` with its facts; `owner` is the class that it is a member of. */
  piece(node: ts.Node, owner: ts.ClassLikeDeclaration | undefined): Piece;
  readonly names: KnownNames["file"];
}

/** Reads what `file` declares; what its pieces say is read when they are asked for. */
export function openFile(file: ts.SourceFile): OpenFile {
  const names = readFileNames(file);
  const pieces = new Map<ts.Node, Piece>();
  const fields = new Map<ts.Node, ReadonlyMap<string, Binding>>();

  const fieldsOf = (owner: ts.ClassLikeDeclaration | undefined): ReadonlyMap<string, Binding> => {
    if (owner === undefined) return new Map();
    const known = fields.get(owner) ?? readFields(owner);
    fields.set(owner, known);
    return known;
  };

  const piece: OpenFile["piece"] = (node, owner) => {
    const known = pieces.get(node) ?? {
      node,
      owner,
      facts: isImport(node)
        ? NOTHING
        : gatherFacts(node, { file: names, locals: readLocals(node), fields: fieldsOf(owner) }),
    };
    pieces.set(node, known);
    return known;
  };

  return {
    names,
    piece,
    *from({ node, owner, facts }) {
      for (const [name, mention] of facts.mentions)
        for (const statement of names.declarations.get(name) ?? [])
          yield [piece(statement, ts.isClassLike(statement) ? statement : undefined), mention];
      if (owner === undefined || node === owner || !facts.usesThis) return;
      for (const [member, mention] of membersUsedBy(facts, owner))
        yield [piece(member, owner), mention];
      for (const part of [...(owner.heritageClauses ?? []), ...owner.members.filter(isState)])
        yield [piece(part, owner), AS_TYPE];
    },
  };
}

/** What makes up the objects of a class is to be seen, and runs elsewhere. */
const AS_TYPE: Mention = { isValue: false, isUncaught: false };

/** Whether a member of a class says what its objects hold. */
export const isState = (member: ts.ClassElement): boolean => functionOfMember(member) === undefined;

function membersUsedBy(
  { ownMembers }: Facts,
  owner: ts.ClassLikeDeclaration,
): readonly (readonly [ts.ClassElement, Mention])[] {
  return owner.members.flatMap((member): readonly (readonly [ts.ClassElement, Mention])[] => {
    const name = member.name === undefined ? undefined : memberName(member.name);
    const mention = name === undefined ? undefined : ownMembers.get(name);
    return mention === undefined || isState(member) ? [] : [[member, mention]];
  });
}

const isImport = (node: ts.Node): boolean =>
  ts.isImportDeclaration(node) || ts.isImportEqualsDeclaration(node);

const NOTHING: Facts = {
  calls: new Set(),
  raises: new Set(),
  mentions: new Map(),
  ownMembers: new Map(),
  constructs: [],
  usesThis: false,
};
