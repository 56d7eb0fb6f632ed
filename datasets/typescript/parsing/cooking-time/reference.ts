export function cookingTime(text: string): number | undefined {
  const match = /^ *(?:(\d+)h)? *(?:(\d+)m)? *(?:(\d+)s)? *$/.exec(text);
  if (match === null || text.trim() === "") return undefined;
  const [, hours = "0", minutes = "0", seconds = "0"] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
