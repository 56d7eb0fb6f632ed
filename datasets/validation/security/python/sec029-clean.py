def build(app, compiler, settings):
    compiler.compile_all(debug=True)
    app.run(debug=settings.debug)
    return app.run(debug=False)
