export function printPages(text: string, last: number): readonly number[] | undefined {
  const pages = new Set<number>();
  for (const part of text.split(",")) {
    const match = /^ *(\d*) *(-?) *(\d*) *$/.exec(part);
    if (match === null) return undefined;
    const [, first = "", dash = "", second = ""] = match;
    if (dash === "" ? first === "" || second !== "" : first === "" && second === "") return undefined;
    const from = first === "" ? 1 : Number(first);
    const to = dash === "" ? from : second === "" ? last : Number(second);
    if (from < 1 || to > last || from > to) return undefined;
    for (let page = from; page <= to; page += 1) pages.add(page);
  }
  return [...pages].sort((one, other) => one - other);
}
