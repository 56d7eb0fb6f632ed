import type { Declaration } from "../../../domain/declaration.ts";
import type { Diagnostic } from "../../../domain/diagnostic.ts";
import { type OpenFile, readSlots } from "../../../domain/slot.ts";
import { compareDeclarations } from "../../../syntax/formal/compare-declarations.ts";
import { frozenTextDiffers, lockBreak, toLockBreak } from "../../../syntax/formal/lock-break.ts";
import { isAttribute, skipBrackets } from "../syntax/expression-walk.ts";
import { DAFNY_RULES } from "../syntax/lexical-rules.ts";
import { type DafnyFile, declarationsOf, readFile } from "../syntax/read-file.ts";

/** What of a file is given: all that it declares outside of its slots. */
export interface Given {
  readonly file: DafnyFile;
  readonly declarations: readonly Declaration[];
  /** Whole names of what the slots themselves declare as they were given. */
  readonly replaced: ReadonlySet<string>;
  /** Whole names of those whose bodies are open, or hold what is open. */
  readonly open: ReadonlySet<string>;
  /** Last parts of all names that mean something given: declarations and constructors, those of included files too. */
  readonly names: ReadonlySet<string>;
}

/** Reads what is given off a file and the texts that it includes. */
export function readGiven({ source, slots }: OpenFile, included: readonly string[]): Given {
  const file = readFile(source);
  const all = declarationsOf(file);
  const declarations = all.filter(
    ({ start, end }) => !slots.some((slot) => slot.start <= start && end <= slot.end),
  );
  const kept = new Set(declarations.map(({ name }) => name));
  const isOpen = ({ start, end, body }: Declaration): boolean =>
    slots.some((slot) =>
      body === undefined
        ? slot.role === "body" && slot.start >= end && isBlank(file, end, slot.start)
        : slot.start < body.end &&
          body.start < Math.max(slot.end, slot.start + 1) &&
          slot.start > start,
    );
  const files = [
    { file, declarations },
    ...included.map(readFile).map((one) => ({ file: one, declarations: declarationsOf(one) })),
  ];
  return {
    file,
    declarations,
    replaced: new Set(all.map(({ name }) => name).filter((name) => !kept.has(name))),
    open: new Set(declarations.filter(isOpen).map(({ name }) => name)),
    names: new Set(
      files.flatMap((one) => [...one.declarations.map(lastNameOf), ...constructorsOf(one.file)]),
    ),
  };
}

const isBlank = ({ blanked }: DafnyFile, start: number, end: number): boolean =>
  blanked.code.slice(start, end).trim() === "";

/** What a candidate's text changed of what was given. */
export function findLockBreaks(
  open: OpenFile,
  given: Given,
  { path, text }: { readonly path: string; readonly text: string },
): readonly Diagnostic[] {
  if (readSlots(open, text) === undefined) return [frozenTextDiffers({ path, text })];
  const file = readFile(text);
  const declarations = declarationsOf(file);
  const changes = compareDeclarations(
    { text: open.source, declarations: given.declarations },
    { text, declarations },
    {
      rules: DAFNY_RULES,
      hasOpenBody: ({ name }) => given.open.has(name),
    },
  );
  const old = new Set(given.declarations.map(({ name }) => name));
  const added = declarations.filter(({ name }) => !old.has(name));
  const told = new Set(changes.map(({ found }) => found?.name));
  const shadowing = added.filter((one) => given.names.has(lastNameOf(one)) && !told.has(one.name));
  const ours = new Set(constructorsOf(given.file));
  const constructors = constructorsOf(file).filter(
    (name) => given.names.has(name) && !ours.has(name),
  );
  return [
    ...changes.map((change) => toLockBreak(change, path)),
    ...shadowing.map(({ kind, name, start, end }) =>
      lockBreak("shadowed", `${kind} ${name}`, { path, start, end }),
    ),
    ...constructors.map((name) => lockBreak("shadowed", `constructor ${name}`, { path })),
  ];
}

/**
 * The same over what Dafny itself understood of both texts: whatever it is that makes our reading and Dafny's differ,
 * the declarations that were given are there for Dafny as they were.
 */
export function comparePrints(
  given: Given,
  {
    stub,
    candidate,
    path,
  }: { readonly stub: string; readonly candidate: string; readonly path: string },
): readonly Diagnostic[] {
  const [before, after] = [stub, candidate].map((text) => declarationsOf(readFile(text)));
  const changes = compareDeclarations(
    {
      text: stub,
      declarations: (before ?? []).filter(({ name }) => !given.replaced.has(name)),
    },
    { text: candidate, declarations: after ?? [] },
    { rules: DAFNY_RULES, hasOpenBody: ({ name }) => given.open.has(name), mayShadow: () => true },
  );
  return changes.map(({ kind, given: { name, kind: word } }) =>
    lockBreak(kind, `For Dafny, ${word} ${name}`, { path }),
  );
}

const lastNameOf = ({ name }: Declaration): string => name.slice(name.lastIndexOf(".") + 1);

/** Names of constructors: each stands after `=` or `|` of a datatype. */
function constructorsOf(file: DafnyFile): readonly string[] {
  return file.parsed
    .filter(({ kind }) => /^(?:co)?datatype$/.test(kind))
    .flatMap(({ first, last }) => {
      const own = file.tokens.slice(first, last);
      return own.flatMap(({ text }, index) => {
        if (text !== "=" && text !== "|") return [];
        let at = index + 1;
        while (isAttribute(own, at)) at = Math.max(at + 1, skipBrackets(own, at, own.length));
        if (own[at]?.text === "ghost") at += 1;
        const constructor = own[at];
        return constructor?.kind === "name" ? [constructor.text] : [];
      });
    });
}
