export const read = (text: string, php: { unserialize(text: string): unknown }) => [JSON.parse(text), php.unserialize(text)];
