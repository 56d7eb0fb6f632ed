export const serve = (app: any) => app.listen(80, "127.0.0.1");
export const version = "10.0.0.0";
