export async function load(url: string): Promise<Response> {
  return fetch(url, { signal: AbortSignal.timeout(5000) });
}
