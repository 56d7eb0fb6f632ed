/**
 * `action` of every item, at most `limit` of them at once; results in the order of the items, of which `onResult` hears
 * as soon as all before are there. The first failure begins nothing more, and is thrown when what was begun has ended.
 */
export async function mapAtMost<Item, Result>(
  items: readonly Item[],
  limit: number,
  action: (item: Item) => Promise<Result>,
  onResult: (result: Result) => void = () => undefined,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  let heard = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      try {
        results[at] = await action(items[at] as Item);
      } catch (error) {
        next = items.length;
        throw error;
      }
      while (heard in results) onResult(results[heard++] as Result);
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, work);
  for (const ended of await Promise.allSettled(workers))
    if (ended.status === "rejected") throw ended.reason;
  return results;
}
