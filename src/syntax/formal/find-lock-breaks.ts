import type { Candidate } from "../../domain/candidate.ts";
import type { Declaration } from "../../domain/declaration.ts";
import type { Diagnostic } from "../../domain/diagnostic.ts";
import { type OpenFile, readSlots, type Slot } from "../../domain/slot.ts";
import { compareDeclarations } from "./compare-declarations.ts";
import type { LexicalRules } from "./lexical-rules.ts";
import { frozenTextDiffers, toLockBreak } from "./lock-break.ts";

export interface LockOptions {
  readonly rules: LexicalRules;
  readonly readDeclarations: (text: string) => readonly Declaration[];
}

/** What a candidate changed of the file that was given: its frozen text, or what it declares. */
export function findLockBreaks(
  file: OpenFile,
  { path, text }: Candidate,
  { rules, readDeclarations }: LockOptions,
): readonly Diagnostic[] {
  if (readSlots(file, text) === undefined) return [frozenTextDiffers({ path, text })];
  const given = givenDeclarations(file, readDeclarations(file.source));
  const changes = compareDeclarations(
    { text: file.source, declarations: given },
    { text, declarations: readDeclarations(text) },
    { rules, hasOpenBody: (declaration) => file.slots.some((slot) => touches(slot, declaration)) },
  );
  return changes.map((change) => toLockBreak(change, path));
}

/** Those outside of the slots, and those inside that what is outside uses: they say what it means. */
function givenDeclarations(
  { slots }: OpenFile,
  declarations: readonly Declaration[],
): readonly Declaration[] {
  const isInside = ({ start, end }: Declaration): boolean =>
    slots.some((slot) => slot.start <= start && end <= slot.end);
  const given = new Set(declarations.filter((one) => !isInside(one)));
  for (let size = -1; size !== given.size; ) {
    size = given.size;
    const used = new Set([...given].flatMap(({ uses }) => uses));
    for (const one of declarations)
      if (used.has(lastNameOf(one)) && one.isDefinition) given.add(one);
  }
  return declarations.filter((one) => given.has(one));
}

const lastNameOf = ({ name }: Declaration): string => name.slice(name.lastIndexOf(".") + 1);

const touches = (slot: Slot, { start, body }: Declaration): boolean =>
  body !== undefined && slot.start < body.end && body.start <= slot.end && start < slot.start;
