import type { Slot } from "../../../domain/slot.ts";
import { readMarkedRegions } from "../../../syntax/formal/marked-regions.ts";
import type { ParsedDeclaration } from "../syntax/parse-declarations.ts";
import { type DafnyFile, readFile, spanOf } from "../syntax/read-file.ts";
import { CALLABLES } from "../syntax/words.ts";

/** Regions that may be written in, and what they are for. */
const OPEN_REGIONS = { "vc-helpers": "helpers", "vc-code": "body" } as const;

/** The open places of a Dafny file. */
export function readSlots(text: string): readonly Slot[] {
  const { regions, faults } = readMarkedRegions(text, "//");
  if (regions.length > 0 || faults.length > 0)
    return regions.flatMap(({ name, start, end }) =>
      name in OPEN_REGIONS
        ? [{ name, role: OPEN_REGIONS[name as keyof typeof OPEN_REGIONS], start, end }]
        : [],
    );
  const file = readFile(text);
  const open = file.parsed.filter((one) => isOpen(file, one));
  return open.map((declaration, index) => {
    const span = spanOf(file, declaration);
    const { start, end } = declaration.body ? spanOf(file, declaration.body) : span;
    const isFirst = open.findIndex(({ name }) => name === declaration.name) === index;
    const name = `body of ${declaration.name}${isFirst ? "" : ` (${index + 1})`}`;
    return { name, role: "body", start: declaration.body ? start : end, end };
  });
}

const isOpen = (file: DafnyFile, declaration: ParsedDeclaration): boolean =>
  declaration.body === undefined
    ? isBodyless(file, declaration)
    : onlyAssumes(file, declaration.body);

/** Whether it has no body, and is of a kind that needs one to mean or prove anything; a trait's is for others to give. */
export function isBodyless(file: DafnyFile, declaration: ParsedDeclaration): boolean {
  return (
    isUnfilled(declaration) && declaration.container !== "trait" && !isAbstract(file, declaration)
  );
}

/** Whether it is a callable without a body, wherever it stands; what is named an axiom was meant so. */
export const isUnfilled = ({ body, kind, attributes }: ParsedDeclaration): boolean =>
  body === undefined &&
  kind.split(" ").some((word) => CALLABLES.has(word)) &&
  !attributes.some(({ name }) => /^(?:axiom|extern|dllimport)$/i.test(name));

function isAbstract({ parsed, tokens }: DafnyFile, { first }: ParsedDeclaration): boolean {
  return parsed.some(
    (one) =>
      one.kind === "module" &&
      one.first < first &&
      first < one.last &&
      tokens[one.first]?.text === "abstract",
  );
}

/** Whether a body says nothing but `assume false`, with or without attributes. */
function onlyAssumes(
  { tokens }: DafnyFile,
  { first, last }: { readonly first: number; readonly last: number },
): boolean {
  const said = tokens.slice(first + 1, last - 1).map(({ text }) => text);
  return /^assume (?:\{ : axiom \} )?false ;$/.test(said.join(" "));
}
