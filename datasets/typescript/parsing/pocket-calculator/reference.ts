export function pocketCalculator(keys: string): number | undefined {
  if (!/^\s*\d+(?:\s*(?:[-+*]\s*)+\d+)*\s*$/.test(keys)) return undefined;
  let value = 0;
  let operator = "+";
  for (const [token] of keys.matchAll(/\d+|[-+*]/g)) {
    if (/\D/.test(token)) operator = token;
    else value = apply(operator, value, Number(token));
  }
  return value;
}

function apply(operator: string, left: number, right: number): number {
  if (operator === "+") return left + right;
  return operator === "-" ? left - right : left * right;
}
