export interface Article {
  readonly name: string;
  readonly cents: number;
}
export interface Update {
  readonly articles: readonly Article[];
  readonly unknown: readonly string[];
}

export function updatePrices(
  articles: readonly Article[],
  changes: Readonly<Record<string, string>>,
): Update {
  const known = new Set(articles.map(({ name }) => name));
  return {
    articles: articles.map(({ name, cents }) => ({ name, cents: priceAfter(cents, changes[name]) })),
    unknown: Object.keys(changes)
      .filter((name) => !known.has(name))
      .sort(),
  };
}

function priceAfter(cents: number, change: string | undefined): number {
  if (change === undefined) return cents;
  if (change.startsWith("=")) return Number(change.slice(1));
  const step = Number(change.replace("%", ""));
  const after = change.endsWith("%") ? Math.floor((cents * (100 + step) + 50) / 100) : cents + step;
  return Math.max(0, after);
}
