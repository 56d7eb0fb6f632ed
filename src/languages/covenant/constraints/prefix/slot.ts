/** What may be written in a place: one of some names, or anything that is not refused. */
export type Slot =
  | {
      readonly kind: "listed";
      readonly names: readonly string[];
      /** What names may begin with that are not known further: `row.` */
      readonly heads: readonly string[];
    }
  | {
      readonly kind: "free";
      /** Why a whole text cannot stand; `undefined` where it can. */
      readonly refuse: (whole: string) => string | undefined;
      /** What may follow a part of it, where that is known. */
      readonly goesOn: ((partial: string) => readonly string[]) | undefined;
      /** What must be named at last, here or elsewhere. */
      readonly wanted: readonly string[];
    };

export const listed = (names: readonly string[], heads: readonly string[] = []): Slot => ({
  kind: "listed",
  names,
  heads,
});
export const free = (
  refuse: (whole: string) => string | undefined = () => undefined,
  goesOn?: (partial: string) => readonly string[],
  wanted: readonly string[] = [],
): Slot => ({ kind: "free", refuse, goesOn, wanted });
