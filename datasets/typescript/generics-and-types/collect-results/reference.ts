export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function collectResults<T, E>(
  results: readonly Result<T, E>[],
  mostErrors: number,
): Result<readonly T[], readonly E[]> {
  const values = results.flatMap((result) => (result.ok ? [result.value] : []));
  const errors = results.flatMap((result) => (result.ok ? [] : [result.error]));
  return errors.length === 0
    ? { ok: true, value: values }
    : { ok: false, error: errors.slice(0, mostErrors) };
}
