export function lockerCode(code: string): string {
  if (!/^[0-9]{4}$/.test(code)) throw new TypeError("a code has four digits");
  const digits = [...code].map(Number);
  const steps = new Set(digits.slice(1).map((digit, at) => digit - (digits[at] ?? 0)));
  const [step = 0] = steps;
  if (steps.size === 1 && Math.abs(step) <= 1) {
    const error = new Error(`${code} is easy to guess`);
    error.name = "WeakCode";
    throw error;
  }
  return code;
}
