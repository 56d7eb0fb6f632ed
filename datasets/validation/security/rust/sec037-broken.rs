use maud::PreEscaped;

fn show(text: String) -> PreEscaped<String> {
    PreEscaped(text)
}
