import type { Budget } from "../ports/budget.ts";

/**
 * `budget`, in which `lost` calls of a process that was killed count too. What they cost, nobody told; the first of
 * them is asked for again now, so each may have cost what the next call may.
 */
export function chargeLostCalls(budget: Budget, lost: number): Budget {
  let uncharged = lost;
  const chargeFor = (nanoUsd: number): void => {
    if (uncharged > 0) budget.charge(uncharged * nanoUsd);
    uncharged = 0;
  };
  return {
    capNanoUsd: budget.capNanoUsd,
    isLimited: budget.isLimited,
    get spentNanoUsd() {
      return budget.spentNanoUsd;
    },
    get reservedNanoUsd() {
      return budget.reservedNanoUsd;
    },
    foresee(nanoUsd) {
      chargeFor(nanoUsd);
      return budget.foresee(nanoUsd);
    },
    async reserve(nanoUsd, signal) {
      chargeFor(nanoUsd);
      return budget.reserve(nanoUsd, signal);
    },
    charge: (nanoUsd) => budget.charge(nanoUsd),
    open: (capNanoUsd) => budget.open(capNanoUsd),
  };
}
