export function show(element: HTMLElement, text: string): void {
  element.innerHTML = text;
  element.insertAdjacentHTML("beforeend", `<b>${text}</b>`);
  document.write(text);
}
