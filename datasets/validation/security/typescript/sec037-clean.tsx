export const Show = ({ text }: { text: string }) => <div title="innerHTML">{text}</div>;
export function clear(element: HTMLElement, text: string): void {
  element.innerHTML = "";
  element.textContent = text;
}
