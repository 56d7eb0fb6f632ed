/** Text that others wrote → a piece of a template that renders as just that text, whatever it holds. */
export const escapeTemplate = (text: string): string => text.replaceAll("{", '{{ "{" }}');
