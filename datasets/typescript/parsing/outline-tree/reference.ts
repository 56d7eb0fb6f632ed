export interface Entry {
  readonly title: string;
  readonly children: readonly Entry[];
}

interface Open {
  readonly indent: number;
  readonly children: Entry[];
}

export function outlineTree(text: string): readonly Entry[] {
  const top: Entry[] = [];
  let open: readonly Open[] = [];
  for (const line of text.split("\n")) {
    const title = line.trim();
    if (title === "") continue;
    const indent = line.search(/[^ ]/);
    open = open.filter((entry) => entry.indent < indent);
    const children: Entry[] = [];
    (open.at(-1)?.children ?? top).push({ title, children });
    open = [...open, { indent, children }];
  }
  return top;
}
