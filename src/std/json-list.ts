/** An object's JSON, open at its end: what follows goes on with it. */
export const openJson = (value: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(value).slice(0, -1);

/**
 * A JSON document around one long list, in pieces that each end a line: the list's values are written as they come.
 *
 * @param tail what follows the list; it is asked for when all values have come
 */
export async function* jsonList(
  head: string,
  values: AsyncIterable<unknown>,
  tail: () => string,
): AsyncGenerator<string, undefined> {
  yield `${head}\n`;
  let before: string | undefined;
  for await (const value of values) {
    if (before !== undefined) yield `${before},\n`;
    before = JSON.stringify(value);
  }
  if (before !== undefined) yield `${before}\n`;
  yield `${tail()}\n`;
}
