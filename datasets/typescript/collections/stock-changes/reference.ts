export type Stock = Readonly<Record<string, number>>;

export function stockChanges(before: Stock, after: Stock): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const was = before[name] ?? 0;
    const is = after[name] ?? 0;
    if (was === is) return [];
    if (was === 0) return [`+ ${name} ${is}`];
    return is === 0 ? [`- ${name}`] : [`${name} ${was} -> ${is}`];
  });
}
