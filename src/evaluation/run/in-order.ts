import PQueue from "p-queue";

/** How many results may wait for one before them, for each that is at work. */
const WAITING = 4;

/**
 * `action` of every item, at most `limit` of them at once; results come in the order of the items. Few wait in memory,
 * whatever the number of items. The first failure begins nothing more, and is thrown when what was begun has ended.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  action: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const queue = new PQueue({ concurrency: limit });
  const begun: Promise<Result>[] = [];
  let hasFailed = false;
  const act = async (item: Item): Promise<Result> => {
    try {
      return await action(item);
    } catch (error) {
      hasFailed = true;
      queue.clear();
      throw error;
    }
  };
  const takeFirst = (): Promise<Result> => begun.shift() as Promise<Result>;
  try {
    for (const item of items) {
      if (hasFailed) break;
      const work = queue.add(() => act(item));
      // What is behind a failure is never waited for; what is before it was begun before it, and ends.
      work.catch(() => undefined);
      begun.push(work);
      if (begun.length >= limit * WAITING) yield await takeFirst();
    }
    while (begun.length > 0) yield await takeFirst();
  } finally {
    queue.clear();
    await queue.onIdle();
  }
}
