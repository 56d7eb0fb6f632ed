export function hideDigits(text: string, keep: number): string {
  return text.replace(/[0-9]{4,}/g, (run) => {
    const hidden = Math.max(0, run.length - keep);
    return "*".repeat(hidden) + run.slice(hidden);
  });
}
