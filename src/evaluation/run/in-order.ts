import PQueue from "p-queue";

/** How many results may wait for one before them, for each that is at work. */
const WAITING = 4;

interface Begun<Result> {
  readonly work: Promise<Result>;
  hasEnded: boolean;
}

/**
 * `action` of every item, at most `limit` of them at once; results come in the order of the items, as many together as
 * are there. Few wait in memory, whatever the number of items. The first failure begins nothing more, and is thrown
 * when what was begun has ended.
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  action: (item: Item) => Promise<Result>,
): AsyncGenerator<readonly Result[]> {
  const queue = new PQueue({ concurrency: limit });
  const begun: Begun<Result>[] = [];
  let hasFailed = false;
  const begin = (item: Item): void => {
    const work = queue.add(async () => {
      try {
        const result = await action(item);
        entry.hasEnded = true;
        return result;
      } catch (error) {
        hasFailed = true;
        queue.clear();
        throw error;
      }
    });
    const entry: Begun<Result> = { work, hasEnded: false };
    // What is behind a failure is never waited for; what is before it was begun before it, and ends.
    work.catch(() => undefined);
    begun.push(entry);
  };
  /** The first, and all behind it that have ended well. */
  const takeFirst = async (): Promise<readonly Result[]> => {
    await begun[0]?.work;
    const running = begun.findIndex(({ hasEnded }) => !hasEnded);
    const ended = begun.splice(0, running === -1 ? begun.length : running);
    return Promise.all(ended.map(({ work }) => work));
  };
  try {
    for (const item of items) {
      if (hasFailed) break;
      begin(item);
      if (begun.length >= limit * WAITING) yield await takeFirst();
    }
    while (begun.length > 0) yield await takeFirst();
  } finally {
    queue.clear();
    await queue.onIdle();
  }
}
