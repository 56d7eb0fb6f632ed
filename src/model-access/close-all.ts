/** Closes each once, whatever the others say; then passes the first complaint on. */
export async function closeAll(all: Iterable<AsyncDisposable>): Promise<void> {
  const ends = await Promise.allSettled([...new Set(all)].map((one) => one[Symbol.asyncDispose]()));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
