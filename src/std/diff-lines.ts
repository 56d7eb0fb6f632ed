export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** What has to be removed from and added to one text to make the other, line by line; as few lines as possible. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [from, to] = [before.split("\n"), after.split("\n")];
  const lengths = commonLengths(from, to);
  const lines: DiffLine[] = [];
  let [at, other] = [0, 0];
  while (at < from.length || other < to.length) {
    const [old, fresh] = [from[at], to[other]];
    if (old !== undefined && old === fresh) {
      lines.push({ kind: "same", text: old });
      at += 1;
      other += 1;
    } else if (
      fresh === undefined ||
      (old !== undefined && lengthAt(lengths, at + 1, other) >= lengthAt(lengths, at, other + 1))
    ) {
      lines.push({ kind: "removed", text: old ?? "" });
      at += 1;
    } else {
      lines.push({ kind: "added", text: fresh });
      other += 1;
    }
  }
  return lines;
}

const lengthAt = (lengths: readonly Uint32Array[], at: number, other: number): number =>
  lengths[at]?.[other] ?? 0;

/** How many lines the ends of both texts have in common, from each pair of places. */
function commonLengths(from: readonly string[], to: readonly string[]): readonly Uint32Array[] {
  const lengths = Array.from({ length: from.length + 1 }, () => new Uint32Array(to.length + 1));
  for (let at = from.length - 1; at >= 0; at -= 1) {
    for (let other = to.length - 1; other >= 0; other -= 1) {
      const row = lengths[at] as Uint32Array;
      row[other] =
        from[at] === to[other]
          ? lengthAt(lengths, at + 1, other + 1) + 1
          : Math.max(lengthAt(lengths, at + 1, other), lengthAt(lengths, at, other + 1));
    }
  }
  return lengths;
}
