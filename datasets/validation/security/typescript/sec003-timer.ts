export function later(rule: string): void {
  setTimeout("run(" + rule + ")", 10);
  setTimeout(() => rule, 10);
}
