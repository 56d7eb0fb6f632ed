/** Names that a specification speaks of. */

import type { Specification } from "../../domain/specification.ts";
import { DECLARED_NAME, findDeclaredName } from "./declared-name.ts";

/** What the signature declares, one name for each declaration at the margin; else what the first example calls. */
export function listDeclaredNames(specification: Specification): readonly string[] {
  const { signature } = specification;
  const names = (signature ?? "")
    .split(/\r\n|\r|\n/)
    .filter((line) => /^\S/.test(line))
    .flatMap((line) => DECLARED_NAME.exec(line)?.[1] ?? []);
  const first = findDeclaredName(specification);
  return [...new Set([...(first === undefined ? [] : [first]), ...names])];
}

/** Every name that signature, requirements or examples mention, whatever it means there. */
export function listMentionedNames({
  signature = "",
  requirements,
  examples,
  text,
}: Specification): ReadonlySet<string> {
  const spans = text.match(/`[^`\n]+`/g) ?? [];
  const said = [signature, ...requirements, ...examples.map(({ call }) => call), ...spans];
  return new Set(said.join("\n").match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
}

/** Whether the specification itself wants something that does nothing, or refuses. */
export const wantsNothingDone = ({ text, requirements }: Specification): boolean =>
  /NotImplemented|not (?:yet )?implemented|\bstubs?\b|\bno-?op\b|does nothing|do nothing|placeholder|skeleton/i.test(
    [text, ...requirements].join("\n"),
  );
