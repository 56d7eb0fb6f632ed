import Handlebars from "handlebars";

export const render = (text: string) => Handlebars.compile(text);
