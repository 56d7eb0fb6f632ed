export function run(model: { eval(): void }, regex: RegExp, rule: string): void {
  model.eval();
  regex.exec(rule);
  // eval(rule)
}
export function other(eval_: (text: string) => string, rule: string): string {
  return eval_(rule) + "eval(rule)";
}
