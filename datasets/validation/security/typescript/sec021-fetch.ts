export const load = () => fetch("https://example.com");
