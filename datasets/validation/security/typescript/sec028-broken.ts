export const serve = (app: any) => app.listen(80, "0.0.0.0");
