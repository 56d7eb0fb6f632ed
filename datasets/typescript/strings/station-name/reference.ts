const SMALL = ["on", "under", "by"];

export function stationName(name: string): string {
  return name.toLowerCase().replace(/[^ -]+/g, (word, at: number) =>
    at > 0 && SMALL.includes(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
  );
}
