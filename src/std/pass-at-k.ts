/**
 * How likely at least one of `k` answers passes, told without bias from `passed` of `answers`: 1 − C(n−c, k) / C(n, k).
 *
 * @throws {RangeError} for counts that are no counts, or fewer answers than `k`
 * @see https://arxiv.org/abs/2107.03374
 */
export function passAtK(answers: number, passed: number, k: number): number {
  if (![answers, passed, k].every(Number.isSafeInteger) || passed < 0 || passed > answers || k < 1)
    throw new RangeError(`Cannot tell pass@${k} from ${passed} of ${answers}`);
  if (k > answers) throw new RangeError(`Cannot tell pass@${k} from ${answers} answers`);
  let none = 1;
  for (let at = 0; at < k; at += 1) none *= Math.max(0, answers - passed - at) / (answers - at);
  return 1 - none;
}
