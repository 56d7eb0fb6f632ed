const HOSTS = new Set(["example.com"]);
export async function load(url: string, id: string): Promise<unknown> {
  if (!HOSTS.has(new URL(url).hostname)) throw new Error("not allowed");
  await fetch(url, { signal: AbortSignal.timeout(5000) });
  return fetch(`https://example.com/items/${id}`, { signal: AbortSignal.timeout(5000) });
}
